import type { ListCondition } from '../../auth/lists/conditions.js';
import type { Scope } from '../../auth/scopes.js';
import type { EntityClass, FactRow } from '../../database/fact.entity.js';
import type { SchoolWords } from '../words/school-words.js';

/** The request by which a person ends what is open, as far as it can be written down beforehand. */
export interface EndingRequest {
  readonly method: 'DELETE' | 'PATCH' | 'POST';
  readonly path: string;
  readonly body: Record<string, unknown> | null;
  /** Members of the body that only a person can say. */
  readonly asks: string[];
}

/** What is said of a record that is open. */
export interface OpenTold {
  /** In plain words. */
  readonly title: string;
  readonly status: string | null;
  /** The day on which it began, where it has one. */
  readonly since: string | null;
  /** The last day that is planned, or by which it is due, where it has one. */
  readonly until: string | null;
  readonly end: EndingRequest;
}

/** To whom it is told, and how the pupil left. */
export interface LeaverSight {
  readonly words: SchoolWords;
  /** The pupil's last day; the day that is looked at where it is not known. */
  readonly lastDay: string;
}

type PupilFact = FactRow & { readonly pupilId: string };

/** One kind of records that stay open when a pupil leaves, until a person ends them. */
export interface LeaverKind {
  readonly kind: string;
  readonly entity: EntityClass<PupilFact>;
  /** The scope that the record's own resource needs. */
  readonly scope: Scope;
  readonly sensitive: boolean;
  /** Which rows are open on a day: its last day counts as ended. Columns have their table's name before them. */
  readonly open: (day: string) => ListCondition;
  readonly tell: (row: never, sight: LeaverSight) => OpenTold;
}

/** Describes a kind. */
export function leaverKind<E extends PupilFact>(described: {
  readonly kind: string;
  readonly entity: EntityClass<E>;
  readonly scope: Scope;
  readonly sensitive?: boolean;
  readonly open: (day: string) => ListCondition;
  readonly tell: (row: E, sight: LeaverSight) => OpenTold;
}): LeaverKind {
  const { sensitive = false } = described;
  return { ...described, sensitive };
}
