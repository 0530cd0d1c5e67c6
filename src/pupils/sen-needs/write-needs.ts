import type { RequestContext } from '../../auth/request-context.js';
import { type DomainError, duplicate, invalid } from '../../common/errors/domain-error.js';
import type { BatchDone } from '../../common/http/batch.js';
import { sourceColumns, type SourceKey } from '../../common/source.js';
import type { Transaction } from '../../database/transaction.js';
import { CharacteristicEntity } from '../characteristic.entity.js';
import { holdPupils, unknownPupil } from '../hold-pupils.js';
import type { PupilEntity } from '../pupil.entity.js';
import { needFaults } from './check-needs.js';
import type { SenNeedItemDto } from './sen-need.dto.js';
import { SenNeedEntity } from './sen-need.entity.js';

/** One need of a write, with its place among the others. */
export interface NeedItem {
  readonly index: number;
  readonly dto: SenNeedItemDto;
}

type Outcome = BatchDone | DomainError;

/**
 * Adds needs, or changes those with the same source key where `bySource` says so. Every item is judged on its own,
 * against what is stored and against the items before it. The pupils are held, as by every writer of their spells.
 */
export async function writeNeeds(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly NeedItem[],
  bySource: boolean,
): Promise<Map<number, Outcome>> {
  const pupils = await holdPupils(
    tx,
    ctx,
    items.map(({ dto }) => dto.pupilId),
  );
  const stored = new Map<string, StoredNeeds>();
  const outcomes = new Map<number, Outcome>();
  for (const { index, dto } of items) {
    const pupil = pupils.get(dto.pupilId);
    if (!pupil) {
      outcomes.set(index, unknownPupil());
      continue;
    }
    const own = stored.get(pupil.id) ?? (await StoredNeeds.read(tx, pupil));
    stored.set(pupil.id, own);
    outcomes.set(index, await writeOne(tx, pupil, dto, own, bySource));
  }
  return outcomes;
}

async function writeOne(
  tx: Transaction,
  { id: pupilId, ownerId }: PupilEntity,
  dto: SenNeedItemDto,
  own: StoredNeeds,
  bySource: boolean,
): Promise<Outcome> {
  const known = dto.source ? await own.bySource(dto.source) : null;
  if (known && !bySource) return duplicate('/source', 'A need with this source key is there already.');
  if (known && known.pupilId !== pupilId) {
    return duplicate('/source', 'The need with this source key is another pupil’s.');
  }
  const { needType, needRank, startDate } = dto;
  const endDate = dto.endDate === undefined ? (known?.endDate ?? null) : dto.endDate;
  const content = { needType, needRank, startDate, endDate };
  const faults = needFaults({ ...content, id: known?.id ?? null }, own.provision, own.needs);
  if (faults.length > 0) return invalid(...faults);
  if (!known) {
    const row = tx.insert(SenNeedEntity, { ...content, ...sourceColumns(dto.source), ownerId, pupilId });
    own.needs.push(row);
    return { row, kind: 'created' };
  }
  const same = Object.entries(content).every(([member, it]) => known[member as keyof typeof content] === it);
  if (same) return { row: known, kind: 'unchanged' };
  const row = tx.update(SenNeedEntity, known, content);
  own.needs.splice(own.needs.indexOf(known), 1, row);
  return { row, kind: 'updated' };
}

/** What a pupil's need is judged against. */
export class StoredNeeds {
  private constructor(
    private readonly tx: Transaction,
    private readonly ownerId: string,
    readonly provision: readonly CharacteristicEntity[],
    readonly needs: SenNeedEntity[],
  ) {}

  static async read(
    tx: Transaction,
    { ownerId, id }: Pick<PupilEntity, 'ownerId' | 'id'>,
  ): Promise<StoredNeeds> {
    const ofPupil = 'where owner_id = ? and pupil_id = ?';
    const provision = await tx.select(CharacteristicEntity, `${ofPupil} and kind = 'sen'`, [ownerId, id]);
    return new StoredNeeds(tx, ownerId, provision, await tx.lock(SenNeedEntity, ofPupil, [ownerId, id]));
  }

  /** The need with a source key, of this pupil or another of the school. */
  async bySource({ system, id }: SourceKey): Promise<SenNeedEntity | null> {
    const own = this.needs.find((it) => it.sourceSystem === system && it.sourceId === id);
    const where = 'where owner_id = ? and source_system = ? and source_id = ?';
    return own ?? this.tx.lockOne(SenNeedEntity, where, [this.ownerId, system, id]);
  }
}
