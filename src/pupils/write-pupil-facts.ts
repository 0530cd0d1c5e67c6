import { checkPrecondition } from '../auth/precondition.js';
import type { BatchWrite } from '../auth/batches/carry-out-batch.js';
import { SourceRows, sourceTaken, type SyncedRow } from '../auth/batches/source-rows.js';
import type { RequestContext } from '../auth/request-context.js';
import { findOwned, lockOwned } from '../auth/tenancy.js';
import { DomainError, duplicate } from '../common/errors/domain-error.js';
import type { BatchDone } from '../common/http/batch.js';
import { sourceColumns, type SourceColumns, type SourceKey } from '../common/source.js';
import { places } from '../database/database.js';
import type { EntityClass, FactRow } from '../database/fact.entity.js';
import { inParts } from '../database/in-parts.js';
import type { FactPatch, NewFact, Transaction } from '../database/transaction.js';
import { holdPupils, unknownPupil } from './hold-pupils.js';
import { PupilEntity } from './pupil.entity.js';

/** A synced fact about a pupil. */
export type PupilFact = SyncedRow & { readonly pupilId: string };

/** A body that names its pupil and perhaps its source key. */
interface PupilFactDto {
  readonly pupilId: string;
  readonly source?: SourceKey | null;
}

/** What a fact says beside whose it is and where it came from. */
export type ContentOf<E extends PupilFact> = Omit<E, keyof FactRow | keyof SourceColumns | 'pupilId'>;

/** What an item is judged against. */
export interface Surroundings<E extends PupilFact> {
  readonly pupil: PupilEntity;
  /** The row with the item's source key, which it changes. */
  readonly before: E | null;
  /** The pupil's other rows of the kind, stored ones and those of items before. */
  readonly others: readonly E[];
  /** Changes one of the others along with the item. */
  readonly change: (row: E, patch: FactPatch<E>) => void;
}

/** A kind of fact about pupils that is written in batches. */
export interface PupilFactKind<E extends PupilFact, D extends PupilFactDto> {
  readonly entity: EntityClass<E>;
  /** Begins a sentence: “A contact”. */
  readonly what: string;
  /** What a body says, or why it is refused. */
  readonly read: (dto: D, at: Surroundings<E>) => ContentOf<E> | DomainError;
}

/**
 * Adds facts about pupils, or changes those with the same source key where `bySource` says so. Every item is judged
 * on its own, against what is stored and against the items before it. The pupils are held before their facts.
 */
export async function writePupilFacts<E extends PupilFact, D extends PupilFactDto>(
  tx: Transaction,
  ctx: RequestContext,
  kind: PupilFactKind<E, D>,
  items: readonly BatchWrite<D>[],
  bySource: boolean,
): Promise<Map<number, BatchDone | DomainError>> {
  const pupils = await holdPupils(
    tx,
    ctx,
    items.map((it) => it.dto.pupilId),
  );
  const facts = await HeldFacts.read(tx, kind.entity, [...pupils.values()]);
  const sources = await SourceRows.lock(
    tx,
    kind.entity,
    items.flatMap(({ dto }) => {
      const pupil = pupils.get(dto.pupilId);
      return pupil ? [{ ownerId: pupil.ownerId, source: dto.source }] : [];
    }),
  );
  facts.each((row) => sources.add(row));
  const outcomes = new Map<number, BatchDone | DomainError>();
  for (const { index, dto } of items) {
    const pupil = pupils.get(dto.pupilId);
    const before = pupil ? sources.find(pupil.ownerId, dto.source) : null;
    const refusal = !pupil ? unknownPupil() : before && refusalOf(kind.what, before, pupil, bySource);
    if (!pupil || refusal) {
      outcomes.set(index, refusal ?? unknownPupil());
      continue;
    }
    const replace = (old: E | null, row: E) => {
      facts.replace(old, row);
      sources.add(row);
    };
    const content = kind.read(dto, {
      pupil,
      before,
      others: facts.of(pupil.id).filter((it) => it !== before),
      change: (row, patch) => replace(row, tx.update(kind.entity, row, patch)),
    });
    if (content instanceof DomainError) {
      outcomes.set(index, content);
      continue;
    }
    const outcome = before
      ? change(tx, kind.entity, before, content)
      : { row: insert(tx, kind.entity, pupil, dto.source, content), kind: 'created' as const };
    replace(before, outcome.row);
    outcomes.set(index, outcome);
  }
  return outcomes;
}

function refusalOf(
  what: string,
  before: PupilFact,
  pupil: PupilEntity,
  bySource: boolean,
): DomainError | null {
  if (!bySource) return sourceTaken(what);
  if (before.pupilId === pupil.id) return null;
  return duplicate('/source', `${what} with this source key is another pupil’s.`);
}

function change<E extends PupilFact>(
  tx: Transaction,
  entity: EntityClass<E>,
  before: E,
  content: ContentOf<E>,
): BatchDone & { row: E } {
  const says = (member: string) => JSON.stringify((before as unknown as Record<string, unknown>)[member]);
  const changed = Object.entries(content).some(([member, value]) => says(member) !== JSON.stringify(value));
  const patch = content as unknown as FactPatch<E>;
  return { row: tx.update(entity, before, patch), kind: changed ? 'updated' : 'unchanged' };
}

function insert<E extends PupilFact>(
  tx: Transaction,
  entity: EntityClass<E>,
  { ownerId, id: pupilId }: PupilEntity,
  source: SourceKey | null | undefined,
  content: ContentOf<E>,
): E {
  return tx.insert(entity, {
    ...content,
    ...sourceColumns(source),
    ownerId,
    pupilId,
  } as unknown as NewFact<E>);
}

/** A fact that is to be changed, and its pupil; both held, the pupil first. */
export async function holdPupilFact<E extends PupilFact>(
  tx: Transaction,
  ctx: RequestContext,
  entity: EntityClass<E>,
  id: string,
): Promise<{ readonly before: E; readonly others: readonly E[] }> {
  const { ownerId, pupilId } = await findOwned(tx, ctx, entity, id);
  await tx.lock(PupilEntity, 'where owner_id = ? and id = ?', [ownerId, pupilId]);
  const before = await lockOwned(tx, ctx, entity, id);
  checkPrecondition(ctx, before);
  const rows = await tx.select(entity, 'where owner_id = ? and pupil_id = ?', [ownerId, pupilId]);
  return { before, others: rows.filter((it) => it.id !== id) };
}

/** The facts of one kind of the pupils of a write. */
class HeldFacts<E extends PupilFact> {
  private readonly rows = new Map<string, E[]>();

  static async read<E extends PupilFact>(
    tx: Transaction,
    entity: EntityClass<E>,
    pupils: readonly PupilEntity[],
  ): Promise<HeldFacts<E>> {
    const facts = new HeldFacts<E>();
    for (const [ownerId, group] of Map.groupBy(pupils, (it) => it.ownerId)) {
      for (const part of inParts(group.map((it) => it.id))) {
        const where = `where owner_id = ? and pupil_id in (${places(part.length)})`;
        for (const row of await tx.lock(entity, where, [ownerId, ...part])) facts.replace(null, row);
      }
    }
    return facts;
  }

  of(pupilId: string): readonly E[] {
    return this.rows.get(pupilId) ?? [];
  }

  each(visit: (row: E) => void): void {
    for (const rows of this.rows.values()) rows.forEach(visit);
  }

  replace(old: E | null, row: E): void {
    const kept = this.of(row.pupilId).filter((it) => it !== old && it !== row);
    this.rows.set(row.pupilId, [...kept, row]);
  }
}
