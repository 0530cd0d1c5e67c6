import type { RequestContext } from '../../auth/request-context.js';
import type { Reader } from '../../database/database.js';
import { type EntityClass, factOptions } from '../../database/fact.entity.js';
import { codecFor, type Cell } from '../../database/row-codec.js';

/** A school's state: what is dated up to a day, as it is known now or as it was known at a version of the school. */
export interface KnownState {
  readonly ownerId: string;
  readonly date: string;
  /** Null: as it is known now. */
  readonly version: number | null;
}

/** A part of a statement with its values. */
export interface SqlPart {
  readonly sql: string;
  readonly params: readonly Cell[];
}

/** The rows of a fact of one school, as a table to select from. Conditions come after it, on its columns. */
export function knownSource(entity: EntityClass<unknown>, { ownerId, version }: KnownState): SqlPart {
  const { table } = factOptions(entity);
  if (version === null) return { sql: `(select * from ${table} where owner_id = ?)`, params: [ownerId] };
  const columns = codecFor(entity)
    .columns.map((it) => it.name)
    .join(', ');
  const where = 'where owner_id = ? and since_version <= ?';
  return {
    sql: `(select ${columns} from ${table} ${where}
      union all select ${columns} from ${table}_history ${where} and until_version > ?)`,
    params: [ownerId, version, ownerId, version, version],
  };
}

/** The state that a request asks for: the school's version at `knownAt`, where it has one. */
export async function stateOf(
  reader: Reader,
  { knownAt }: RequestContext,
  ownerId: string,
  date: string,
): Promise<KnownState> {
  if (knownAt === null) return { ownerId, date, version: null };
  const [row] = await reader.query<{ version: number }>(
    'select version from change_event where owner_id = ? and at <= ? order by at desc, version desc limit 1',
    [ownerId, knownAt],
  );
  return { ownerId, date, version: row?.version ?? 0 };
}
