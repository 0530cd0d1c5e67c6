import type { OutcomeResult, PlanKind, PlanStatus } from '../plan-words.js';

/** What of a plan tells where its cycle stood on a day. */
export interface DatedPlan {
  readonly id: string;
  readonly kind: PlanKind;
  readonly cycle: number;
  readonly status: PlanStatus;
  readonly startDate: string | null;
  readonly reviewedOn: string | null;
  readonly endDate: string | null;
}

/** What of an outcome tells how far it was reached by a day. */
export interface DatedOutcome {
  readonly planId: string;
  readonly result: OutcomeResult | null;
  readonly resultOn: string | null;
}

export type OutcomeCounts = Record<OutcomeResult | 'pending', number>;

/** A cycle as it stood on a day. */
export interface CycleOnDay<P extends DatedPlan = DatedPlan> {
  readonly plan: P;
  readonly status: Exclude<PlanStatus, 'draft'>;
  readonly outcomes: OutcomeCounts;
  /** met: every outcome was met or exceeded; not: none was; null where none has been judged. */
  readonly result: 'met' | 'partly' | 'not' | null;
}

/** The cycles that had begun by a day, oldest first, each as it stood then. */
export function cyclesOn<P extends DatedPlan>(
  plans: readonly P[],
  outcomes: readonly DatedOutcome[],
  asOf: string,
): CycleOnDay<P>[] {
  const ofPlan = Map.groupBy(outcomes, (it) => it.planId);
  return plans
    .filter((it) => it.status !== 'draft' && it.startDate !== null && it.startDate <= asOf)
    .map((plan) => {
      const counts = countsOf(ofPlan.get(plan.id) ?? [], asOf);
      return { plan, status: statusOn(plan, asOf), outcomes: counts, result: resultOf(counts) };
    })
    .sort((a, b) => (orderOf(a.plan) < orderOf(b.plan) ? -1 : 1));
}

function statusOn({ reviewedOn, endDate }: DatedPlan, asOf: string): CycleOnDay['status'] {
  if (endDate !== null && endDate <= asOf) return 'closed';
  return reviewedOn !== null && reviewedOn <= asOf ? 'reviewed' : 'open';
}

function countsOf(outcomes: readonly DatedOutcome[], asOf: string): OutcomeCounts {
  const counts: OutcomeCounts = { exceeded: 0, met: 0, partly: 0, not: 0, pending: 0 };
  for (const { result, resultOn } of outcomes) {
    counts[result !== null && resultOn !== null && resultOn <= asOf ? result : 'pending'] += 1;
  }
  return counts;
}

function resultOf({ exceeded, met, partly, not, pending }: OutcomeCounts): CycleOnDay['result'] {
  const reached = exceeded + met;
  const judged = reached + partly + not;
  if (judged === 0) return null;
  if (reached === judged + pending) return 'met';
  return reached === 0 && partly === 0 ? 'not' : 'partly';
}

/** How many of the latest ended cycles of SEN support, in a row, reached no outcome. */
export function cyclesNotMet(cycles: readonly CycleOnDay[]): number {
  const ended = cycles.filter((it) => it.plan.kind === 'send-support' && it.status !== 'open');
  const lastReached = ended.findLastIndex((it) => it.result !== 'not');
  return ended.length - 1 - lastReached;
}

function orderOf({ startDate, cycle, kind }: DatedPlan): string {
  return `${startDate ?? ''} ${kind} ${String(cycle).padStart(3, '0')}`;
}
