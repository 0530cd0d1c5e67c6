import { ReadQuery } from '../../common/paging/list.dto.js';
import { DateText, Optional } from '../../common/validation/members.js';
import type { YearPence } from '../../provisions/costs/provision-costs.js';
import { YearPenceView } from '../../provisions/costs/provision-costs.view.js';
import type { Dosage } from './dosage.js';

/** As of when dosage and costs are calculated. */
export class InterventionAsOfQuery extends ReadQuery {
  /** Left out: today. Later sessions change nothing. @example '2026-10-31' */
  @Optional()
  @DateText()
  asOf?: string;
}

/** What a pupil received of what was planned. */
export class ReceivedDosageView {
  interventionId!: string;
  /** @example '2026-10-31' */
  asOf!: string;
  /** Over the whole of the pupil's place. @example 1080 */
  plannedMinutes!: number;
  /** In the days gone; null where the place has no dates. @example 576 */
  plannedToDateMinutes!: number | null;
  /** Sessions that took place, attended or not. @example 19 */
  sessionsHeld!: number;
  /** @example 17 */
  sessionsAttended!: number;
  /** @example 510 */
  minutesReceived!: number;
  /** minutesReceived ÷ plannedMinutes; null where no session was recorded. @example 0.4722 */
  share!: number | null;
  /** minutesReceived ÷ plannedToDateMinutes. @example 0.8854 */
  shareToDate!: number | null;
}

/** What a pupil's place costs. */
export class InterventionCostsView {
  interventionId!: string;
  provisionId!: string | null;
  /** @example '2026-10-31' */
  asOf!: string;
  /** Whether anything of its cost is known; where not, the rest is null or empty. @example true */
  known!: boolean;
  /** @example 8384 */
  plannedPence!: number | null;
  /** @example 4100 */
  toDatePence!: number | null;
  /** Planned, by the academic years in which its days fall. */
  annualised!: YearPenceView[];
}

export function toReceivedDosageView(
  interventionId: string,
  asOf: string,
  dosage: Dosage,
): ReceivedDosageView {
  return { interventionId, asOf, ...dosage };
}

export function toInterventionCostsView(
  { id, provisionId }: { readonly id: string; readonly provisionId: string | null },
  asOf: string,
  costs: { plannedPence: number; toDatePence: number; annualised: readonly YearPence[] } | null,
): InterventionCostsView {
  const of = { interventionId: id, provisionId, asOf };
  if (!costs) return { ...of, known: false, plannedPence: null, toDatePence: null, annualised: [] };
  const { plannedPence, toDatePence, annualised } = costs;
  return { ...of, known: true, plannedPence, toDatePence, annualised: [...annualised] };
}
