import type { DifferentiateVerdict, DifferentiationVerdict, Tier } from '@espalier/sdk';

/** What came of a pupil in a round, in the order in which one answer stands for several: what failed is never "no need". */
export const DIFFERENTIATION_OUTCOMES = [
  'differentiate',
  'insufficientData',
  'notEvaluated',
  'watch',
  'noneNeeded',
  'notApplicable',
] as const;

export type DifferentiationOutcome = (typeof DIFFERENTIATION_OUTCOMES)[number];

/** The outcome of a verdict; of none where the pupil was not evaluated. */
export function outcomeOfVerdict(verdict: DifferentiationVerdict | null): DifferentiationOutcome {
  if (verdict === null) return 'notEvaluated';
  return verdict.kind === 'noAction' ? verdict.why : verdict.kind;
}

/** The one outcome of what several policies answered. */
export function outcomeOfAll(outcomes: readonly DifferentiationOutcome[]): DifferentiationOutcome {
  return DIFFERENTIATION_OUTCOMES.find((it) => outcomes.includes(it)) ?? 'notApplicable';
}

/** Whether proposals give different tiers. One that speaks of strategies alone contradicts none. */
export function contradict(proposals: readonly Pick<DifferentiateVerdict, 'tier'>[]): boolean {
  return tiersOf(proposals).length > 1;
}

/** The tiers that proposals give, each once. */
export function tiersOf(proposals: readonly Pick<DifferentiateVerdict, 'tier'>[]): Tier[] {
  return [...new Set(proposals.flatMap((it) => it.tier ?? []))];
}

/** What a policy answered anew for a pupil. */
export interface NewAnswer {
  /** `<plugin>/<policy id>`. */
  readonly policy: string;
  readonly outcome: DifferentiationOutcome;
}

/**
 * Whether a later round takes the place of a pupil's proposals on which nobody has decided: it proposes anew, or every
 * policy that had proposed now says that there is nothing to do. A policy that was not asked again, or cannot tell,
 * takes nothing back.
 */
export function takesPlace(proposedBy: readonly string[], later: readonly NewAnswer[]): boolean {
  if (later.some((it) => it.outcome === 'differentiate')) return true;
  const answers = new Map(later.map((it) => [it.policy, it.outcome]));
  return proposedBy.every((it) => {
    const outcome = answers.get(it);
    return outcome === 'watch' || outcome === 'noneNeeded' || outcome === 'notApplicable';
  });
}

/** How a pupil is to be taught. */
export interface Advice {
  readonly tier: Tier | null;
  readonly strategies: readonly string[];
  readonly scaffolds: readonly string[];
  readonly reviewBy: string | null;
}

/**
 * Proposals that do not contradict each other, taken together: the one tier, each strategy and scaffold once, to be
 * looked at again by the earliest date.
 */
export function together(proposals: readonly Advice[]): Advice {
  const each = (of: (proposal: Advice) => readonly string[]) => [...new Set(proposals.flatMap(of))];
  return {
    tier: tiersOf(proposals)[0] ?? null,
    strategies: each((it) => it.strategies),
    scaffolds: each((it) => it.scaffolds),
    reviewBy: proposals.flatMap((it) => it.reviewBy ?? []).sort()[0] ?? null,
  };
}
