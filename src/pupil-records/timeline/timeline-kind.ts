import type { Scope } from '../../auth/scopes.js';
import type { EntityClass, FactRow } from '../../database/fact.entity.js';
import type { SchoolWords } from '../words/school-words.js';

/** What an entry says: a line in plain words for people, and its facts for programs. */
export interface Told {
  readonly title: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** To whom an entry is told. */
export interface Listener {
  readonly seesSensitive: boolean;
  /** What the pupil's school calls things. */
  readonly words: SchoolWords;
}

/** One kind of entry of a timeline: which rows of a fact it is made of, on which date they stand, what they say. */
export interface TimelineKind {
  readonly kind: string;
  readonly entity: EntityClass<FactRow>;
  /** The property with the date, or with an instant, of which the day counts. Rows without one make no entry. */
  readonly date: string;
  /** The properties that are read. */
  readonly members: readonly string[];
  /** Which rows make an entry, in bare columns; null for all. */
  readonly where: string | null;
  /** The scope that the fact's own resource needs. */
  readonly scope: Scope;
  /** Sensitive as a whole, or the rows that say so of themselves: `tell` leaves what is sensitive out of those. */
  readonly sensitive: boolean | 'by-row';
  readonly tell: (row: never, to: Listener) => Told;
}

/** Describes a kind of entry; `tell` gets the members that are read. */
export function timelineKind<E extends FactRow, K extends keyof E & string>(described: {
  readonly kind: string;
  readonly entity: EntityClass<E>;
  readonly date: keyof E & string;
  readonly members: readonly K[];
  readonly where?: string;
  readonly scope: Scope;
  readonly sensitive?: boolean | 'by-row';
  readonly tell: (row: Pick<E, K>, to: Listener) => Told;
}): TimelineKind {
  const { where = null, sensitive = false } = described;
  return { ...described, where, sensitive };
}
