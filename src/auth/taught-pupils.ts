import { today } from '../common/instants.js';
import { places, type Reader } from '../database/database.js';
import type { EntityClass } from '../database/fact.entity.js';
import { inParts } from '../database/in-parts.js';
import { codecFor } from '../database/row-codec.js';
import type { RequestContext } from './request-context.js';

/** A condition with its values. */
interface Condition {
  readonly sql: string;
  readonly params: readonly string[];
}

/**
 * The pupils of the groups that a member of staff teaches today. The tables are a later domain's, so they are read
 * by their names.
 */
const TAUGHT = `select taught_m.pupil_id from group_teacher taught_t
  join group_member taught_m on taught_m.owner_id = taught_t.owner_id and taught_m.group_id = taught_t.group_id
  where taught_t.staff_id = ?
    and taught_t.start_date <= ? and (taught_t.end_date is null or taught_t.end_date >= ?)
    and taught_m.start_date <= ? and (taught_m.end_date is null or taught_m.end_date >= ?)`;

/**
 * What keeps a query of an entity, under its table's name, to the pupils whom a token sees within its schools: for
 * who is nothing but a teacher those taught today. Null where nothing is to be kept back: the token sees every pupil,
 * or the rows are not about pupils.
 */
export function pupilsSeen(ctx: RequestContext, entity: EntityClass<unknown>): Condition | null {
  if (!ctx.principal.taughtOnly) return null;
  const { table } = codecFor(entity);
  const member = pupilMemberOf(entity);
  if (member === null) return null;
  const column = member === 'id' ? 'id' : 'pupil_id';
  return { sql: `${table}.${column} in (${TAUGHT})`, params: paramsOf(ctx) };
}

/** Whether a token sees a pupil of its schools. */
export async function seesPupil(reader: Reader, ctx: RequestContext, pupilId: string): Promise<boolean> {
  if (!ctx.principal.taughtOnly) return true;
  const rows = await reader.query(`${TAUGHT} and taught_m.pupil_id = ? limit 1`, [...paramsOf(ctx), pupilId]);
  return rows.length > 0;
}

/** Which of some pupils a member of staff teaches today; nobody, of a program. */
export async function taughtAmong(
  reader: Reader,
  ctx: RequestContext,
  pupilIds: Iterable<string>,
): Promise<Set<string>> {
  const taught = new Set<string>();
  if (ctx.principal.staffId === null) return taught;
  for (const part of inParts(pupilIds)) {
    const rows = await reader.query<{ pupil_id: string }>(
      `${TAUGHT} and taught_m.pupil_id in (${places(part.length)})`,
      [...paramsOf(ctx), ...part],
    );
    for (const it of rows) taught.add(it.pupil_id);
  }
  return taught;
}

/** The pupil whom a row is, or is about; null for a row about no pupil. */
export function pupilOf<E>(entity: EntityClass<E>, row: E): string | null {
  const member = pupilMemberOf(entity);
  return member === null ? null : (row as Readonly<Record<string, string>>)[member]!;
}

/** The member that names an entity's pupil. An entity that is about a pupil has `pupilId`: so it is found here. */
function pupilMemberOf(entity: EntityClass<unknown>): 'id' | 'pupilId' | null {
  const { table, columns } = codecFor(entity);
  if (table === 'pupil') return 'id';
  return columns.some((it) => it.property === 'pupilId') ? 'pupilId' : null;
}

function paramsOf({ principal: { staffId } }: RequestContext): string[] {
  const day = today();
  return [staffId ?? '', day, day, day, day];
}
