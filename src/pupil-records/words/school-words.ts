import { SYSTEM_OWNER } from '../../common/ids.js';
import { places, type Reader } from '../../database/database.js';
import type { Cell } from '../../database/row-codec.js';

/** Codes, keys and ids that records name. */
export interface NamedBySchool {
  readonly subjects: Iterable<string>;
  readonly provisionTypes: Iterable<string>;
  readonly groups: Iterable<string>;
}

/** What a school calls what its records name; what it has no name for stays as it is named there. */
export interface SchoolWords {
  /** By its code: `mathematics` → “Mathematics”. */
  readonly subject: (code: string) => string;
  /** By its key: `small-group-catch-up` → “Small-group catch-up”. */
  readonly provisionType: (key: string) => string;
  /** By its id; null where there is none any more. */
  readonly group: (id: string) => string | null;
}

interface NameRow {
  readonly kind: string;
  readonly term: string;
  readonly name: string;
  readonly own: number;
  readonly version: number;
}

/** Reads the names in one statement; none where nothing is named. The school's own words stand before the system's. */
export async function readSchoolWords(
  reader: Reader,
  ownerId: string,
  named: NamedBySchool,
): Promise<SchoolWords> {
  const params: Cell[] = [];
  const part = (kind: string, terms: Iterable<string>, table: string, term: string, columns: string) => {
    const wanted = [...new Set(terms)];
    if (wanted.length === 0) return [];
    params.push(ownerId, ownerId, SYSTEM_OWNER, ...wanted);
    return [
      `select '${kind}' as kind, ${term} as term, ${columns}, case when owner_id = ? then 1 else 0 end as own
        from ${table} where owner_id in (?, ?) and ${term} in (${places(wanted.length)})`,
    ];
  };
  const parts = [
    ...part('subject', named.subjects, 'subject', 'code', 'name as name, 1 as version'),
    ...part(
      'type',
      named.provisionTypes,
      'provision_type',
      'type_key',
      'title as name, type_version as version',
    ),
    ...part('group', named.groups, 'pupil_group', 'id', 'name as name, 1 as version'),
  ];
  const rows = parts.length === 0 ? [] : await reader.query<NameRow>(parts.join(' union all '), params);
  // The newest version of the school's own comes last, and stays.
  const names = new Map(
    rows
      .toSorted((a, b) => a.own - b.own || a.version - b.version)
      .map((it) => [`${it.kind} ${it.term}`, it.name]),
  );
  return {
    subject: (code) => names.get(`subject ${code}`) ?? code,
    provisionType: (key) => names.get(`type ${key}`) ?? key,
    group: (id) => names.get(`group ${id}`) ?? null,
  };
}

/** What a member of a record names by its text, or by the texts in its list. */
const NAMING: Readonly<Record<string, keyof NamedBySchool>> = {
  subject: 'subjects',
  subjects: 'subjects',
  provisionTypeKey: 'provisionTypes',
  provisionType: 'provisionTypes',
  amendedProvisionType: 'provisionTypes',
  groupId: 'groups',
};

/** What the text of a member names; null where it is no name. */
export function namedBy(member: string): keyof NamedBySchool | null {
  return NAMING[member] ?? null;
}

/** What records name, however deep within them. */
export function namedWithin(records: readonly unknown[]): Record<keyof NamedBySchool, Set<string>> {
  const named = {
    subjects: new Set<string>(),
    provisionTypes: new Set<string>(),
    groups: new Set<string>(),
  };
  const collect = (value: unknown, member: string): void => {
    if (typeof value === 'string') {
      const kind = namedBy(member);
      if (kind) named[kind].add(value);
    } else if (Array.isArray(value)) {
      for (const it of value) collect(it, member);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, it] of Object.entries(value)) collect(it, name);
    }
  };
  for (const it of records) collect(it, '');
  return named;
}
