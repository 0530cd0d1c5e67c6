/** What conflicts are told by. */
export interface Recommended {
  readonly id: string;
  readonly pupilId: string;
  readonly plugin: string;
  readonly policyId: string;
  readonly subject: string | null;
  readonly wave: number;
  readonly status: string;
}

/**
 * Which open recommendations are in conflict: two policies each recommend something for the same pupil, in the same
 * subject (or none) and at the same wave, so that accepting both would give the pupil the same kind of help twice.
 * Several of one policy are its own to tell apart, by rule. By id; those without a conflict are left out.
 */
export function conflictsAmong<R extends Recommended>(recommended: readonly R[]): Map<string, R[]> {
  const open = recommended.filter((it) => it.status === 'open');
  const found = new Map<string, R[]>();
  for (const alike of Map.groupBy(open, placeOf).values()) {
    for (const it of alike) {
      const others = alike.filter((other) => !isOfSamePolicy(it, other));
      if (others.length > 0) found.set(it.id, others);
    }
  }
  return found;
}

function placeOf({ pupilId, subject, wave }: Recommended): string {
  return JSON.stringify([pupilId, subject, wave]);
}

function isOfSamePolicy(a: Recommended, b: Recommended): boolean {
  return a.plugin === b.plugin && a.policyId === b.policyId;
}
