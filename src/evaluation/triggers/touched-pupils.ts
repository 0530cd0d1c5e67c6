import { places, type Reader } from '../../database/database.js';
import type { NamedChange } from './policy-triggers.js';
import { sourcesOf, type TriggerSource } from './trigger-sources.js';

/** Versions that one statement looks through: SQLite answers in this thread, and others are to get a turn. */
const VERSIONS_AT_ONCE = 1_000;

/** A span of a school's changes: those after one version up to another. */
export interface ChangeSpan {
  readonly ownerId: string;
  readonly after: number;
  readonly upTo: number;
}

/** Whom changes have touched. */
export interface Touched {
  readonly pupilIds: ReadonlySet<string>;
  /** The triggers that they pulled, in the order of the manifest. */
  readonly triggers: readonly string[];
  /** How many changes. */
  readonly changes: number;
}

interface TouchedRow {
  readonly version: number;
  readonly pupilId: string;
  readonly subject: string | null;
}

/** When the changes of a span that some triggers look at were made; null where there are none. */
export async function changesBetween(
  reader: Reader,
  { ownerId, after, upTo }: ChangeSpan,
  changes: readonly NamedChange[],
): Promise<{ readonly oldest: string; readonly newest: string } | null> {
  const resources = [...new Set(changes.flatMap((it) => sourcesOf(it.change)).map((it) => it.resource))];
  if (resources.length === 0 || after >= upTo) return null;
  const [row] = await reader.query<{ oldest: string | null; newest: string }>(
    `select min(at) as oldest, max(at) as newest from change_event
      where owner_id = ? and version > ? and version <= ? and resource in (${places(resources.length)})`,
    [ownerId, after, upTo, ...resources],
  );
  return row?.oldest ? { oldest: row.oldest, newest: row.newest } : null;
}

/** The pupils whom the changes of a span are about, as far as triggers look at them. */
export async function touchedPupils(
  reader: Reader,
  span: ChangeSpan,
  changes: readonly NamedChange[],
): Promise<Touched> {
  const pupilIds = new Set<string>();
  const triggers = new Set<string>();
  const versions = new Set<number>();
  for (const trigger of changes) {
    for (const source of sourcesOf(trigger.change)) {
      for (const row of await rowsOf(reader, span, source)) {
        if (trigger.subject !== null && row.subject !== null && row.subject !== trigger.subject) continue;
        pupilIds.add(row.pupilId);
        triggers.add(trigger.name);
        versions.add(row.version);
      }
    }
  }
  return { pupilIds, triggers: [...triggers], changes: versions.size };
}

async function rowsOf(reader: Reader, span: ChangeSpan, source: TriggerSource): Promise<TouchedRow[]> {
  const { resource, tables, key, pupil, subject, where } = source;
  const select = (table: string) =>
    `select e.version as version, f.${pupil} as pupilId, ${subject ? `f.${subject}` : 'null'} as subject
       from change_event e join ${table} f on f.owner_id = e.owner_id and f.${key} = e.resource_id
      where e.owner_id = ? and e.version > ? and e.version <= ? and e.resource = ? ${where}`;
  const sql = tables.map(select).join(' union all ');
  const found: TouchedRow[] = [];
  for (let after = span.after; after < span.upTo; after += VERSIONS_AT_ONCE) {
    const upTo = Math.min(after + VERSIONS_AT_ONCE, span.upTo);
    const params = tables.flatMap(() => [span.ownerId, after, upTo, resource]);
    found.push(...(await reader.query<TouchedRow>(sql, params)));
  }
  return found;
}
