import type { Fault } from '../../common/errors/domain-error.js';
import type { RecommendationEntity } from '../recommendations/recommendation.entity.js';
import type { AllocationRowEntity } from './allocation-row.entity.js';
import { type OfferedGroup, PlacesLeft } from './assign-places.js';

/** A row that is confirmed, with the state of what it rests on. */
export interface ConfirmedRow {
  /** Its place in the list that the person sent. */
  readonly index: number;
  readonly row: Pick<
    AllocationRowEntity,
    'provisionType' | 'wave' | 'subject' | 'statutory' | 'provisionId' | 'position'
  >;
  readonly recommendation: Pick<RecommendationEntity, 'status' | 'wave' | 'provisionType'> | null;
  /** The group that the person names. */
  readonly wanted: string | null;
}

/** A row with its group; null for one that a plan specifies and no group has a place for: it is still to be made. */
export interface SettledRow<R extends ConfirmedRow> {
  readonly confirmed: R;
  readonly group: OfferedGroup | null;
}

/**
 * Gives each row its place by what is free and what money is left now, statutory ones first; and what stands against
 * it. What a plan specifies must be made, so that neither a full group nor the budget stands against it.
 */
export function settleRows<R extends ConfirmedRow>(
  rows: readonly R[],
  groups: readonly OfferedGroup[],
  moneyPence: number | null,
): { readonly settled: SettledRow<R>[]; readonly faults: Fault[] } {
  const left = new PlacesLeft(groups);
  let money = moneyPence;
  const faults: Fault[] = [];
  const order = rows.toSorted(
    (a, b) =>
      Number(b.row.statutory) - Number(a.row.statutory) ||
      a.row.position - b.row.position ||
      a.index - b.index,
  );
  const settled = order.map((confirmed): SettledRow<R> => {
    const { index, row, recommendation, wanted } = confirmed;
    const refuse = (code: string, detail: string, member = '') =>
      faults.push({ pointer: `/rows/${index}${member}`, code, detail });
    if (recommendation?.status !== 'open') {
      const state = recommendation === null ? 'gone' : recommendation.status;
      refuse('recommendation-closed', `The recommendation is ${state}, no longer open.`);
    } else if (recommendation.wave !== row.wave || recommendation.provisionType !== row.provisionType) {
      const detail = `The recommendation is of wave ${recommendation.wave} and ${recommendation.provisionType} by now.`;
      refuse('recommendation-changed', detail);
    }
    const group =
      wanted === null ? (left.take(row, row.provisionId) ?? left.take(row)) : left.take(row, wanted);
    if (!group && wanted !== null) {
      const detail = `The group has no place in the period, or is no ${row.provisionType} for it.`;
      refuse('no-place', detail, '/provisionId');
    } else if (!group && !row.statutory) {
      refuse('no-place', `No ${row.provisionType} that suits has a place in the period.`);
    }
    if (money !== null && group) {
      if (!row.statutory && group.pence === null) {
        refuse('cost-unknown', 'The budget is limited, and nothing is known of what the place costs.');
      } else if (!row.statutory && group.pence! > money) {
        refuse('budget-spent', `The place costs ${group.pence} pence; ${Math.max(0, money)} are left.`);
      } else money -= group.pence ?? 0;
    }
    return { confirmed, group };
  });
  return {
    settled,
    faults: faults.sort((a, b) => a.pointer.localeCompare(b.pointer, 'en', { numeric: true })),
  };
}
