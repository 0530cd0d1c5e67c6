import { type Cut, GROUPS, UNKNOWN } from '../gaps/characteristic-groups.js';
import { hiddenCells } from '../suppression/hide-small.js';
import { maskedShares } from '../suppression/mask-shares.js';

/** A pupil's recommendation in an allocation. */
export interface AllocatedRow {
  readonly pupilId: string;
  readonly funded: boolean;
}

/** What came of an allocation for one group of pupils. Null: hidden. */
export interface AllocationGroup {
  readonly group: string;
  /** Recommendations. */
  readonly n: number | null;
  readonly funded: number | null;
  /** Of `n`; null for nobody too. */
  readonly share: number | null;
  /** `small`, `complement`, or `share` where the share alone is hidden; null for what is shown. */
  readonly hidden: 'small' | 'complement' | 'share' | null;
}

/**
 * An allocation's result by one characteristic: always every group, the unknown last. Small groups, the next-smallest
 * beside one, and shares that would tell of single pupils are hidden (definitions, Suppression), unless all is shown.
 */
export function allocationGroups(
  rows: readonly AllocatedRow[],
  by: Cut,
  groupOfPupil: ReadonlyMap<string, string>,
  suppressed: boolean,
): AllocationGroup[] {
  const own = Map.groupBy(rows, (it) => groupOfPupil.get(it.pupilId) ?? UNKNOWN);
  const cells = [...GROUPS[by], UNKNOWN].map((key) => {
    const members = own.get(key) ?? [];
    // Pupils count, not recommendations: somebody with three of them is still one.
    const pupils = new Set(members.map((it) => it.pupilId)).size;
    const funded = members.filter((it) => it.funded).length;
    return { key, n: pupils, unknown: key === UNKNOWN, of: members.length, count: funded };
  });
  const hidden = suppressed ? hiddenCells(cells) : new Map<string, 'small' | 'complement'>();
  const masked = suppressed ? maskedShares(cells, new Set(hidden.keys())) : new Set<string>();
  return cells.map(({ key, of, count }): AllocationGroup => {
    const why = hidden.get(key);
    if (why !== undefined) {
      const hiding = why === 'small' ? 'small' : 'complement';
      return { group: key, n: null, funded: null, share: null, hidden: hiding };
    }
    if (masked.has(key)) return { group: key, n: of, funded: null, share: null, hidden: 'share' };
    return { group: key, n: of, funded: count, share: of === 0 ? null : count / of, hidden: null };
  });
}
