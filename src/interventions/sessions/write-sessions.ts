import type { RequestContext } from '../../auth/request-context.js';
import type { DomainError } from '../../common/errors/domain-error.js';
import { duplicate, invalid } from '../../common/errors/domain-error.js';
import type { BatchDone } from '../../common/http/batch.js';
import { today } from '../../common/instants.js';
import { sourceColumns } from '../../common/source.js';
import { places } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { StoredBySource } from '../../database/stored-by-source.js';
import type { Transaction } from '../../database/transaction.js';
import { holdPupils } from '../../pupils/hold-pupils.js';
import { holdRows } from '../held-rows.js';
import { InterventionEntity } from '../intervention.entity.js';
import { sessionFaults } from './check-session.js';
import type {
  CreateInterventionSessionDto,
  UpdateInterventionSessionDto,
} from './intervention-session.dto.js';
import { InterventionSessionEntity } from './intervention-session.entity.js';
import { type SessionPlace, sessionPlaces } from './session-place.js';

/** One session of a write, with its place among the others. */
export interface SessionItem {
  readonly index: number;
  readonly dto: CreateInterventionSessionDto;
}

type Outcome = BatchDone | DomainError;

/** What a session says, but for where it belongs. */
type Content = Pick<
  InterventionSessionEntity,
  'date' | 'startTime' | 'lengthMinutes' | 'minutes' | 'attended' | 'absenceReason' | 'note'
>;

/**
 * Adds sessions, or corrects those with the same source key where `bySource` says so. Pupils are held, then their
 * interventions, so that a pupil has one session of an intervention at a time however many write at once.
 */
export async function writeSessions(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly SessionItem[],
  bySource: boolean,
): Promise<Map<number, Outcome>> {
  const interventions = await holdInterventions(
    tx,
    ctx,
    items.map((it) => it.dto.interventionId),
  );
  const of = await sessionPlaces(tx, interventions.values());
  const sources = items.flatMap(({ dto }) => {
    const ownerId = interventions.get(dto.interventionId)?.ownerId;
    return ownerId !== undefined && dto.source ? [{ ownerId, source: dto.source }] : [];
  });
  const stored = await StoredBySource.lock(tx, InterventionSessionEntity, sources);
  const owners = new Set([...interventions.values()].map((it) => it.ownerId));
  const slots = await Slots.read(tx, [...owners], items);
  const outcomes = new Map<number, Outcome>();
  for (const { index, dto } of items) {
    const place = of.get(dto.interventionId);
    outcomes.set(index, place ? writeOne(tx, dto, place, stored, slots, bySource) : unknownIntervention());
  }
  return outcomes;
}

function writeOne(
  tx: Transaction,
  dto: CreateInterventionSessionDto,
  place: SessionPlace,
  stored: StoredBySource<InterventionSessionEntity>,
  slots: Slots,
  bySource: boolean,
): Outcome {
  const { intervention } = place;
  const before = stored.find(intervention.ownerId, dto.source);
  if (before && !bySource) return duplicate('/source', 'A session with this source key is there already.');
  if (before && before.interventionId !== intervention.id) {
    return duplicate('/source', 'The session with this source key is another intervention’s.');
  }
  const content = contentOf(dto, before, place);
  const faults = sessionFaults(content, place.bounds, today());
  if (faults.length > 0) return invalid(...faults);
  const holder = slots.find(intervention.id, content);
  if (holder && holder.id !== before?.id) return slotTaken();
  if (before) slots.drop(before);
  const row = before
    ? tx.update(InterventionSessionEntity, before, content)
    : tx.insert(InterventionSessionEntity, {
        ...content,
        ...sourceColumns(dto.source),
        ownerId: intervention.ownerId,
        pupilId: intervention.pupilId,
        interventionId: intervention.id,
        provisionId: intervention.provisionId,
      });
  stored.add(row);
  slots.add(row);
  return { row, kind: !before ? 'created' : row === before ? 'unchanged' : 'updated' };
}

/** What a session will say: what a body leaves out of one that is there stays, unless the rest speaks against it. */
export function contentOf(
  dto: UpdateInterventionSessionDto,
  before: InterventionSessionEntity | null,
  { plannedMinutes }: SessionPlace,
): Content {
  const lengthMinutes = dto.lengthMinutes ?? before?.lengthMinutes ?? plannedMinutes;
  const attended = dto.attended ?? before!.attended;
  const same = before?.attended === attended;
  const wasWhole = before !== null && before.minutes === before.lengthMinutes;
  const keptMinutes = same && !wasWhole ? before.minutes : attended ? lengthMinutes : 0;
  const keptReason = same ? before.absenceReason : null;
  return {
    date: dto.date ?? before!.date,
    startTime: dto.startTime === undefined ? (before?.startTime ?? '') : (dto.startTime ?? ''),
    lengthMinutes,
    minutes: dto.minutes ?? keptMinutes,
    attended,
    absenceReason: dto.absenceReason === undefined ? keptReason : dto.absenceReason,
    note: dto.note === undefined ? (before?.note ?? null) : dto.note,
  };
}

/** The interventions that the token sees, held after their pupils, as by every writer. */
export async function holdInterventions(
  tx: Transaction,
  ctx: RequestContext,
  ids: readonly string[],
): Promise<Map<string, InterventionEntity>> {
  const pupils: string[] = [];
  for (const part of inParts(ids)) {
    const rows = await tx.select(InterventionEntity, `where id in (${places(part.length)})`, part);
    pupils.push(...rows.map((it) => it.pupilId));
  }
  // Pupils whom the token does not see are not held, and their interventions are not handed back.
  await holdPupils(tx, ctx, pupils);
  return holdRows(tx, ctx, InterventionEntity, ids);
}

/** 409 for a second session of one intervention at one time. */
export function slotTaken(): DomainError {
  return duplicate('/date', 'A session of this intervention on this date and at this time is there already.');
}

function unknownIntervention(): DomainError {
  return invalid({
    pointer: '/interventionId',
    code: 'unknown-intervention',
    detail: 'No intervention with this id is known.',
  });
}

/** The times at which interventions have sessions: stored ones and those of items before. */
class Slots {
  private readonly rows = new Map<string, InterventionSessionEntity>();

  static async read(
    tx: Transaction,
    owners: readonly string[],
    items: readonly SessionItem[],
  ): Promise<Slots> {
    const slots = new Slots();
    if (owners.length === 0) return slots;
    const dates = items.map((it) => it.dto.date).sort();
    for (const part of inParts(items.map((it) => it.dto.interventionId).sort())) {
      const where = `where owner_id in (${places(owners.length)})
        and intervention_id in (${places(part.length)}) and date between ? and ?`;
      const found = await tx.select(InterventionSessionEntity, where, [
        ...owners,
        ...part,
        dates[0]!,
        dates.at(-1)!,
      ]);
      for (const row of found) slots.add(row);
    }
    return slots;
  }

  find(
    interventionId: string,
    { date, startTime }: Pick<Content, 'date' | 'startTime'>,
  ): InterventionSessionEntity | null {
    return this.rows.get(`${interventionId} ${date} ${startTime}`) ?? null;
  }

  add(row: InterventionSessionEntity): void {
    this.rows.set(`${row.interventionId} ${row.date} ${row.startTime}`, row);
  }

  drop(row: InterventionSessionEntity): void {
    this.rows.delete(`${row.interventionId} ${row.date} ${row.startTime}`);
  }
}
