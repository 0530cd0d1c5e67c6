import { meaningOf } from '../words/code-words.js';
import { namedBy } from '../words/school-words.js';
import { memberOf } from './record-words.js';
import type { HeldSectionView, SubjectAccessView } from './subject-access.view.js';

/** Where a value stands. */
export interface Place {
  readonly resource: string;
  readonly member: string;
  /** The member `kind` of the record, which tells what its value means. */
  readonly kind: unknown;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** A code of the Common Basic Data Set. */
const OFFICIAL = /^[A-Z]/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** What the school calls what its records name: ids, subjects by their codes, kinds of provision by their keys. */
export type Vocabulary = Pick<SubjectAccessView, 'names' | 'subjects' | 'provisionTypes'>;

/** A text or number of a record as people write it: dates in words, codes with what they mean, names for ids. */
export function inPlainWords(
  value: string | number,
  { resource, member, kind }: Place,
  words: Vocabulary,
): string {
  if (typeof value === 'number') return member.endsWith('Pence') ? pounds(value) : String(value);
  if (INSTANT.test(value)) return atMinute(value);
  if (DATE.test(value)) return onDay(value);
  const meaning = meaningOf(resource, member, value, kind);
  // What the product itself calls something says nothing more.
  if (meaning !== null) return OFFICIAL.test(value) ? `${meaning} (${value})` : meaning;
  const named = namedBy(member);
  if (named === 'subjects' || named === 'provisionTypes') return words[named][value] ?? value;
  return words.names[value] ?? value;
}

/** What a member is called where its id has a name: `leadStaffId` → “Lead staff”. */
export function calledBy(member: string, value: unknown, { names }: Vocabulary): string {
  const named = typeof value === 'string' && value in names;
  return memberOf(named ? member.replace(/Id$/, '') : member);
}

/** An instant to the minute, in England. */
export function atMinute(instant: string): string {
  const words = { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/London' } as const;
  return new Intl.DateTimeFormat('en-GB', words).format(new Date(instant));
}

function onDay(date: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));
}

function pounds(pence: number): string {
  return `£${(pence / 100).toFixed(2)}`;
}

type Values = Readonly<Record<string, string | number | null>>;

/** How a record is called where another one names it, by resource. */
const CALLED: Readonly<Record<string, (values: Values, words: Vocabulary) => string>> = {
  contacts: ({ name }) => `${name}`,
  targets: ({ subject, due }, { subjects }) =>
    `target in ${wordFor(subject, subjects)}, due ${onDay(`${due}`)}`,
  interventions: ({ provisionTypeKey, subject }, { subjects, provisionTypes }) => {
    const provision = wordFor(provisionTypeKey, provisionTypes);
    return subject === null ? provision : `${provision} in ${wordFor(subject, subjects)}`;
  },
  plans: ({ kind, cycle }) => `${meaningOf('plans', 'kind', `${kind}`)}, cycle ${cycle}`,
  'plan-outcomes': ({ outcome }) => `${outcome}`,
  'plan-reviews': ({ meetingDate }) => `review of ${onDay(`${meetingDate}`)}`,
};

/** The words of a record: those that it tells, and of its ids also those that its records tell of one another. */
export function vocabularyOf({ sections, ...words }: SubjectAccessView): Vocabulary {
  const { names, subjects, provisionTypes } = words;
  const own = sections.map((it) => ownNames(it, words));
  return { names: Object.assign({}, names, ...own) as Record<string, string>, subjects, provisionTypes };
}

function wordFor(code: string | number | null | undefined, words: Readonly<Record<string, string>>): string {
  return words[`${code}`] ?? `${code}`;
}

function ownNames({ resource, records }: HeldSectionView, words: Vocabulary): Record<string, string> {
  const called = CALLED[resource];
  if (!called) return {};
  // What stands comes first, and names it.
  return Object.fromEntries(
    records.toReversed().flatMap(({ id, values }) => (id ? [[id, called(values as Values, words)]] : [])),
  );
}
