import type { RequestContext } from '../auth/request-context.js';
import type { Fault } from '../common/errors/domain-error.js';
import { SYSTEM_OWNER } from '../common/ids.js';
import { places } from '../database/database.js';
import { inParts } from '../database/in-parts.js';
import type { Transaction } from '../database/transaction.js';
import { holdPupils } from '../pupils/hold-pupils.js';
import type { PupilEntity } from '../pupils/pupil.entity.js';
import { AssessmentPointEntity } from '../schools/assessment-points/assessment-point.entity.js';
import { FrameworkEntity } from './framework.entity.js';

/** A framework as bodies name it. */
export interface FrameworkRef {
  readonly key: string;
  /** Left out: the school's newest, or else the system's. */
  readonly version?: number;
}

/** What a result or a target names. */
export interface NamedFacts {
  readonly pupilId: string;
  readonly subject: string;
  readonly framework: FrameworkRef;
  /** The framework of the row that is there already: it may stay though it is offered no more. */
  readonly frameworkBefore?: string | null;
  readonly assessmentPointId?: string | null;
}

/** The facts that an item names, all known, or the faults at those that are not. */
export interface NamedRows {
  readonly pupil: PupilEntity | null;
  readonly framework: FrameworkEntity | null;
  readonly faults: readonly Fault[];
}

/**
 * What the items of a write name, read with a few queries for all of them. Pupils are held until the end of the
 * transaction, so that writers of the same pupil's facts come one after the other and no pupil is removed meanwhile;
 * so are schools' own frameworks, which can change while nothing uses them.
 */
export class KnownFacts {
  private readonly pupils = new Map<string, PupilEntity>();
  private readonly subjects = new Set<string>();
  /** Oldest version first. */
  private readonly frameworks = new Map<string, FrameworkEntity[]>();
  private readonly points = new Map<string, AssessmentPointEntity>();

  private constructor(private readonly tx: Transaction) {}

  static async read(tx: Transaction, ctx: RequestContext, items: readonly NamedFacts[]): Promise<KnownFacts> {
    const known = new KnownFacts(tx);
    const ids = items.map((it) => it.pupilId);
    for (const [id, row] of await holdPupils(tx, ctx, ids)) known.pupils.set(id, row);
    const owners = [...new Set([...known.pupils.values()].map((it) => it.ownerId)), SYSTEM_OWNER];
    await known.readSubjects(
      owners,
      items.map((it) => it.subject),
    );
    await known.readFrameworks(
      owners,
      items.map((it) => it.framework.key),
    );
    await known.readPoints(items.flatMap((it) => it.assessmentPointId ?? []));
    return known;
  }

  /** The school of a pupil; null for one who is not known. */
  schoolOf(pupilId: string): string | null {
    return this.pupils.get(pupilId)?.ownerId ?? null;
  }

  /** The rows that an item names. Another school's are unknown. */
  rowsOf({ pupilId, subject, framework, frameworkBefore, assessmentPointId }: NamedFacts): NamedRows {
    const pupil = this.pupils.get(pupilId) ?? null;
    if (!pupil) {
      const detail = 'No pupil with this id is known.';
      return {
        pupil,
        framework: null,
        faults: [{ pointer: '/pupilId', code: 'unknown-pupil', detail }],
      };
    }
    const faults: Fault[] = [];
    const { ownerId } = pupil;
    if (![ownerId, SYSTEM_OWNER].some((owner) => this.subjects.has(`${owner} ${subject}`))) {
      const detail = `No subject with the code ${subject} is known at the pupil’s school.`;
      faults.push({ pointer: '/subject', code: 'unknown-subject', detail });
    }
    const found = this.framework(
      ownerId,
      framework,
      (it) => it.retiredAt === null || it.id === frameworkBefore,
    );
    if (!found) faults.push(this.unknownFramework(ownerId, framework));
    if (assessmentPointId && this.points.get(assessmentPointId)?.ownerId !== ownerId) {
      const detail = 'No assessment point with this id is known at the pupil’s school.';
      faults.push({ pointer: '/assessmentPointId', code: 'unknown-assessment-point', detail });
    }
    return { pupil, framework: found, faults };
  }

  private framework(
    ownerId: string,
    { key, version }: FrameworkRef,
    counts: (framework: FrameworkEntity) => boolean = () => true,
  ): FrameworkEntity | null {
    for (const owner of [ownerId, SYSTEM_OWNER]) {
      const versions = (this.frameworks.get(`${owner} ${key}`) ?? []).filter(counts);
      const found =
        version === undefined ? versions.at(-1) : versions.find((it) => it.frameworkVersion === version);
      if (found) return found;
    }
    return null;
  }

  private unknownFramework(ownerId: string, { key, version }: FrameworkRef): Fault {
    const retired = this.framework(ownerId, { key, ...(version !== undefined && { version }) });
    if (retired) return retiredFramework(retired);
    return this.framework(ownerId, { key })
      ? {
          pointer: '/framework/version',
          code: 'unknown-framework-version',
          detail: `The framework ${key} has no such version at the pupil’s school.`,
        }
      : {
          pointer: '/framework/key',
          code: 'unknown-framework',
          detail: `No framework with the key ${key} is known at the pupil’s school.`,
        };
  }

  private async readSubjects(owners: readonly string[], codes: readonly string[]): Promise<void> {
    for (const part of inParts(codes)) {
      const rows = await this.tx.query<{ owner: string; code: string }>(
        `select owner_id as owner, code from subject
          where owner_id in (${places(owners.length)}) and code in (${places(part.length)})`,
        [...owners, ...part],
      );
      for (const { owner, code } of rows) this.subjects.add(`${owner} ${code}`);
    }
  }

  private async readFrameworks(owners: readonly string[], keys: readonly string[]): Promise<void> {
    for (const part of inParts(keys)) {
      const rows = await this.tx.select(
        FrameworkEntity,
        `where owner_id in (${places(owners.length)}) and framework_key in (${places(part.length)})`,
        [...owners, ...part],
      );
      const own = rows.filter((it) => it.ownerId !== SYSTEM_OWNER).map((it) => it.id);
      const held = own.length > 0 ? await this.hold(own) : [];
      const all = rows.filter((it) => it.ownerId === SYSTEM_OWNER).concat(held);
      for (const row of all.sort((a, b) => a.frameworkVersion - b.frameworkVersion)) {
        const name = `${row.ownerId} ${row.frameworkKey}`;
        this.frameworks.set(name, [...(this.frameworks.get(name) ?? []), row]);
      }
    }
  }

  private async hold(ids: readonly string[]): Promise<FrameworkEntity[]> {
    const rows: FrameworkEntity[] = [];
    for (const part of inParts(ids.toSorted())) {
      const where = `where id in (${places(part.length)}) order by id`;
      rows.push(...(await this.tx.lock(FrameworkEntity, where, part)));
    }
    return rows;
  }

  private async readPoints(ids: readonly string[]): Promise<void> {
    for (const part of inParts(ids)) {
      const rows = await this.tx.select(AssessmentPointEntity, `where id in (${places(part.length)})`, part);
      for (const row of rows) this.points.set(row.id, row);
    }
  }
}

/** Of a framework that a plugin brought and does not offer at the school any more. */
export function retiredFramework({ frameworkKey, frameworkVersion, contributedBy }: FrameworkEntity): Fault {
  return {
    pointer: '/framework/key',
    code: 'retired-framework',
    detail: `The plugin ${contributedBy} does not offer version ${frameworkVersion} of ${frameworkKey} any more.`,
  };
}

/**
 * The framework that a body means where a row with its source key is there already: the version that the row is in
 * stays, so that the same body says the same after a newer version has come.
 */
export function refOf(
  sent: FrameworkRef,
  before: Pick<FrameworkEntity, 'frameworkKey' | 'frameworkVersion'> | null,
): FrameworkRef {
  return sent.version === undefined && before?.frameworkKey === sent.key
    ? { key: sent.key, version: before.frameworkVersion }
    : sent;
}
