import { invalid, notFound } from '../common/errors/domain-error.js';
import { isId, SYSTEM_OWNER } from '../common/ids.js';
import { places } from '../database/database.js';
import type { Reader } from '../database/database.js';
import type { EntityClass, FactRow } from '../database/fact.entity.js';
import type { Transaction } from '../database/transaction.js';
import type { RequestContext } from './request-context.js';
import { pupilOf, pupilsSeen, seesPupil } from './taught-pupils.js';

/** A condition with its values. */
export interface Condition {
  readonly sql: string;
  readonly params: readonly string[];
  /** What else it asks of rows of an entity, where a list is of that. */
  readonly alsoOf?: (entity: EntityClass<unknown>) => Condition | null;
}

/**
 * The condition that keeps a query to the rows of the schools that a token sees. `alias` with its dot, where there is
 * one. `Lists.page` adds to it that of a list of pupils, or of facts about them, a teacher sees those taught only; a
 * query of one's own takes `rowsSeen` for them.
 */
export function ownedBy(ctx: RequestContext, alias = ''): Condition {
  const { schoolIds } = ctx.principal;
  const alsoOf = (entity: EntityClass<unknown>) => pupilsSeen(ctx, entity);
  if (schoolIds === null) return { sql: '1 = 1', params: [], alsoOf };
  if (schoolIds.length === 0) return { sql: '1 = 0', params: [] };
  return { sql: `${alias}owner_id in (${places(schoolIds.length)})`, params: schoolIds, alsoOf };
}

/** The condition that keeps a query of one entity, under its table's name, to the rows a token sees. */
export function rowsSeen(ctx: RequestContext, entity: EntityClass<unknown>): Condition {
  const own = ownedBy(ctx);
  const also = own.alsoOf?.(entity);
  return also ? { sql: `${own.sql} and ${also.sql}`, params: [...own.params, ...also.params] } : own;
}

/** Whether a token sees a row: its school, and its pupil where it is about one. */
export async function seesRow<E extends FactRow>(
  reader: Reader,
  ctx: RequestContext,
  entity: EntityClass<E>,
  row: E,
): Promise<boolean> {
  if (!seesSchool(ctx, row.ownerId)) return false;
  const pupilId = pupilOf(entity, row);
  return pupilId === null || seesPupil(reader, ctx, pupilId);
}

/** The same, with the rows that ship with Espalier. */
export function ownedByOrSystem(ctx: RequestContext, alias = ''): Condition {
  const own = ownedBy(ctx, alias);
  return { sql: `(${own.sql} or ${alias}owner_id = ?)`, params: [...own.params, SYSTEM_OWNER] };
}

/** Whether a token sees a school. */
export function seesSchool({ principal: { schoolIds } }: RequestContext, schoolId: string): boolean {
  return schoolIds === null || schoolIds.includes(schoolId);
}

/** A row of a fact by its id, as the request wants to know it. */
async function findFact<E>(
  reader: Reader,
  { knownAt }: RequestContext,
  entity: EntityClass<E>,
  id: string,
): Promise<E | null> {
  if (!isId(id)) return null;
  return (await reader.selectKnownAt(entity, knownAt, 'id = ?', [id]))[0] ?? null;
}

/**
 * One row of a fact that the token sees, as it was known at the request's `knownAt` where it has one. Throws
 * `not-found` alike for none, for another school's and for a pupil's whom the person does not teach.
 */
export async function findOwned<E extends FactRow>(
  reader: Reader,
  ctx: RequestContext,
  entity: EntityClass<E>,
  id: string,
): Promise<E> {
  const row = await findFact(reader, ctx, entity, id);
  if (!row || !(await seesRow(reader, ctx, entity, row))) throw notFound();
  return row;
}

/** The same, held until the end of the transaction. */
export async function lockOwned<E extends FactRow>(
  tx: Transaction,
  ctx: RequestContext,
  entity: EntityClass<E>,
  id: string,
): Promise<E> {
  if (!isId(id)) throw notFound();
  const row = await tx.lockOne(entity, 'where id = ?', [id]);
  if (!row || !(await seesRow(tx, ctx, entity, row))) throw notFound();
  return row;
}

/** One row of the system's, or of a school that the token sees. */
export async function findOwnedOrSystem<E extends FactRow>(
  reader: Reader,
  ctx: RequestContext,
  entity: EntityClass<E>,
  id: string,
): Promise<E> {
  return orSystem(ctx, await findFact(reader, ctx, entity, id));
}

/** The same, held until the end of the transaction. */
export async function lockOwnedOrSystem<E extends FactRow>(
  tx: Transaction,
  ctx: RequestContext,
  entity: EntityClass<E>,
  id: string,
): Promise<E> {
  return orSystem(ctx, isId(id) ? await tx.lockOne(entity, 'where id = ?', [id]) : null);
}

function orSystem<E extends FactRow>(ctx: RequestContext, row: E | null): E {
  if (!row || (row.ownerId !== SYSTEM_OWNER && !seesSchool(ctx, row.ownerId))) throw notFound();
  return row;
}

/** Checks a school that a body or a filter names. Throws a fault at its pointer, alike for none and for another's. */
export async function requireSchool(
  reader: Reader,
  ctx: RequestContext,
  schoolId: string,
  pointer = '/schoolId',
): Promise<void> {
  const known =
    seesSchool(ctx, schoolId) &&
    (await reader.query('select 1 from school where id = ?', [schoolId])).length > 0;
  if (!known) throw invalid({ pointer, code: 'unknown-school', detail: 'No school with this id is known.' });
}
