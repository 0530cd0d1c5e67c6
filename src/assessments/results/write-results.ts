import type { RequestContext } from '../../auth/request-context.js';
import { Breath } from '../../common/breath.js';
import { DomainError, duplicate, invalid } from '../../common/errors/domain-error.js';
import type { BatchDone } from '../../common/http/batch.js';
import { newId } from '../../common/ids.js';
import { today } from '../../common/instants.js';
import { sourceColumns, type SourceKey } from '../../common/source.js';
import { places } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import type { NewFact, Transaction } from '../../database/transaction.js';
import type { PupilEntity } from '../../pupils/pupil.entity.js';
import { type FrameworkEntity, toFramework } from '../framework.entity.js';
import { KnownFacts, refOf } from '../known-facts.js';
import { checkValue, observedFaults } from './check-result.js';
import type { CreateResultDto } from './result.dto.js';
import { ResultEntity } from './result.entity.js';

/** One result of a write, with its place among the others. */
export interface ResultItem {
  readonly index: number;
  readonly dto: CreateResultDto;
}

/** What a result says: what a correction can make other. */
export type ResultContent = Pick<
  ResultEntity,
  | 'pupilId'
  | 'subject'
  | 'frameworkId'
  | 'frameworkKey'
  | 'frameworkVersion'
  | 'assessmentPointId'
  | 'date'
  | 'value'
  | 'grade'
  | 'outcome'
  | 'points'
  | 'status'
  | 'resultSource'
  | 'flag'
>;

type Outcome = BatchDone | DomainError;

/**
 * Adds results. Where `bySource` says so, one with the source key of a stored result leaves that as it is, or
 * supersedes it by a correction where it says something else. Every item is judged on its own, against what is
 * stored and against the items before it; pupils of schools that the token does not see are unknown.
 */
export async function writeResults(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly ResultItem[],
  bySource: boolean,
): Promise<Map<number, Outcome>> {
  const outcomes = new Map<number, Outcome>();
  const known = await KnownFacts.read(
    tx,
    ctx,
    items.map((it) => it.dto),
  );
  const current = await CurrentResults.read(tx, items, known);
  const breath = new Breath();
  for (const { index, dto } of items) {
    if (breath.due()) await breath.take();
    const before = current.bySource(known.schoolOf(dto.pupilId), dto.source);
    // What a body leaves out of a result that is there already stays.
    const kept = before && bySource ? { assessmentPointId: before.assessmentPointId, flag: before.flag } : {};
    const said = { ...kept, ...dto, framework: refOf(dto.framework, before) };
    const content = readContent(known, said, before);
    if (content instanceof DomainError) {
      outcomes.set(index, content);
      continue;
    }
    const { ownerId, ...result } = content;
    if (before && !bySource) {
      outcomes.set(index, duplicate('/source', 'A result with this source key is there already.'));
    } else if (!before) {
      const row = tx.insert(ResultEntity, newResult(ownerId, result, dto.source ?? null));
      current.add(row);
      outcomes.set(index, { row, kind: 'created' });
    } else if (saysTheSame(before, result)) {
      outcomes.set(index, { row: before, kind: 'unchanged' });
    } else {
      const row = supersede(tx, before, result);
      current.add(row);
      outcomes.set(index, { row, kind: 'updated' });
    }
  }
  return outcomes;
}

/** What a body says of a result, with its school; or all its faults. `before` is what it takes the place of. */
export function readContent(
  known: KnownFacts,
  dto: CreateResultDto,
  before: ResultEntity | null,
): (ResultContent & { ownerId: string }) | DomainError {
  const {
    pupil,
    framework,
    faults: unknown,
  } = known.rowsOf({
    ...dto,
    frameworkBefore: before?.frameworkId ?? null,
  });
  const faults = [...unknown];
  if (pupil) faults.push(...observedFaults(dto.date, pupil.dateOfBirth, today()));
  const checked = framework && checkValue(toFramework(framework), dto);
  if (checked) faults.push(...checked.faults);
  if (faults.length > 0 || !pupil || !framework || !checked?.read) return invalid(...faults);
  return { ownerId: pupil.ownerId, ...contentOf(dto, pupil, framework), ...checked.read };
}

function contentOf(dto: CreateResultDto, pupil: PupilEntity, framework: FrameworkEntity) {
  return {
    pupilId: pupil.id,
    subject: dto.subject,
    frameworkId: framework.id,
    frameworkKey: framework.frameworkKey,
    frameworkVersion: framework.frameworkVersion,
    assessmentPointId: dto.assessmentPointId ?? null,
    date: dto.date,
    status: dto.status,
    resultSource: dto.resultSource,
    flag: dto.flag ?? null,
  };
}

/** Whether a result says the same already. */
export function saysTheSame(row: ResultEntity, content: ResultContent): boolean {
  return Object.entries(content).every(([member, value]) => row[member as keyof ResultContent] === value);
}

/** Adds the correction of a result and marks that as superseded; the source key is the correction's from now on. */
export function supersede(tx: Transaction, before: ResultEntity, content: ResultContent): ResultEntity {
  const { id: corrects, ownerId, sourceSystem, sourceId, activeSource } = before;
  const id = newId();
  tx.update(ResultEntity, before, { supersededBy: id, activeSource: null });
  return tx.insert(ResultEntity, {
    ...content,
    id,
    ownerId,
    corrects,
    supersededBy: null,
    sourceSystem,
    sourceId,
    activeSource,
  });
}

function newResult(ownerId: string, content: ResultContent, source: SourceKey | null): NewFact<ResultEntity> {
  return {
    ...content,
    ...sourceColumns(source),
    ownerId,
    corrects: null,
    supersededBy: null,
    activeSource: source && activeSourceOf(source),
  };
}

/** Neither part holds a line end. */
function activeSourceOf({ system, id }: SourceKey): string {
  return `${system}\n${id}`;
}

/** The results that hold the source keys of a write: stored ones, held, and those of items before. */
class CurrentResults {
  private readonly rows = new Map<string, ResultEntity>();

  static async read(
    tx: Transaction,
    items: readonly ResultItem[],
    known: KnownFacts,
  ): Promise<CurrentResults> {
    const current = new CurrentResults();
    const withSource = items.filter(({ dto }) => dto.source);
    const bySchool = Map.groupBy(withSource, ({ dto }) => known.schoolOf(dto.pupilId));
    for (const [schoolId, group] of bySchool) {
      if (schoolId === null) continue;
      for (const part of inParts(group.map(({ dto }) => activeSourceOf(dto.source!)))) {
        const where = `where owner_id = ? and active_source in (${places(part.length)})`;
        for (const row of await tx.lock(ResultEntity, where, [schoolId, ...part])) current.add(row);
      }
    }
    return current;
  }

  add(row: ResultEntity): void {
    if (row.activeSource !== null) this.rows.set(`${row.ownerId}\n${row.activeSource}`, row);
  }

  bySource(ownerId: string | null, source: SourceKey | null | undefined): ResultEntity | null {
    return (source && this.rows.get(`${ownerId}\n${activeSourceOf(source)}`)) ?? null;
  }
}
