import type { Days } from './offered-places.js';

/** A group with places in the period. */
export interface OfferedGroup extends Days {
  readonly id: string;
  /** Key of its kind. */
  readonly provisionType: string;
  readonly subject: string | null;
  /** Places that are free on each of its days in the period. */
  readonly free: number;
  /** What a place costs on these days; null where it is not known. */
  readonly pence: number | null;
}

/** What asks for a place. */
export interface Asking {
  readonly provisionType: string;
  readonly subject: string | null;
}

/** Whether a group is for what is asked: of its kind, and in its subject unless either is about none. */
export function suits(group: Asking, { provisionType, subject }: Asking): boolean {
  return (
    group.provisionType === provisionType &&
    (group.subject === null || subject === null || group.subject === subject)
  );
}

/** Gives out the places of groups, one after the other: the group in the subject first, then the one that is free first. */
export class PlacesLeft {
  private readonly left: Map<string, number>;

  constructor(private readonly groups: readonly OfferedGroup[]) {
    this.left = new Map(groups.map((it) => [it.id, it.free]));
  }

  /** A group with a place, which is taken; null where there is none. `wanted` names one group alone. */
  take(asking: Asking, wanted: string | null = null): OfferedGroup | null {
    const found = this.groups
      .filter((it) => suits(it, asking) && (wanted === null || it.id === wanted))
      .filter((it) => this.left.get(it.id)! > 0)
      .sort(
        (a, b) =>
          distance(a, asking) - distance(b, asking) ||
          (a.from < b.from ? -1 : a.from > b.from ? 1 : 0) ||
          (a.id < b.id ? -1 : 1),
      )[0];
    if (!found) return null;
    this.left.set(found.id, this.left.get(found.id)! - 1);
    return found;
  }
}

/** What a place is expected to cost: the most of the groups that suit and have one, or of those that suit. */
export function expectedPence(groups: readonly OfferedGroup[], asking: Asking): number | null {
  const suiting = groups.filter((it) => suits(it, asking));
  const free = suiting.filter((it) => it.free > 0);
  const known = (free.length > 0 ? free : suiting).flatMap((it) => it.pence ?? []);
  return known.length > 0 ? Math.max(...known) : null;
}

/** Places of a kind that some of what is asked can have. */
export function placesFor(
  groups: readonly OfferedGroup[],
  provisionType: string,
  asked: readonly Asking[],
): number {
  return groups
    .filter((it) => it.provisionType === provisionType && asked.some((one) => suits(it, one)))
    .reduce((sum, it) => sum + it.free, 0);
}

/** A group in the very subject before one of none, and that before another. */
function distance(group: Asking, { subject }: Asking): number {
  if (group.subject === subject) return 0;
  return group.subject === null ? 1 : 2;
}
