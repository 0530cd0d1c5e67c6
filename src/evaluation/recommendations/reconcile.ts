import type { RecommendVerdict, Verdict } from '@espalier/sdk';
import type { RecommendationStatus } from './recommendation.entity.js';

/**
 * What reconciling needs to know of a stored recommendation of one pupil and policy. `reviewBy` of a dismissed one
 * is the date until which the dismissal holds.
 */
export interface Known {
  readonly id: string;
  readonly rule: string;
  readonly subject: string | null;
  readonly status: RecommendationStatus;
  readonly wave: number;
  readonly provisionType: string;
  readonly reviewBy: string | null;
  /** Whether the intervention that an accepted one led to is neither closed nor declined; else null. */
  readonly interventionOpen: boolean | null;
  /** The wave that was decided, where it was amended; else the recommended one. */
  readonly decidedWave: number;
}

/** What is to be done with one recommendation. */
export type Step<K extends Known> =
  | { readonly kind: 'open'; readonly verdict: RecommendVerdict; readonly follows: string | null }
  | { readonly kind: 'refresh' | 'revise'; readonly known: K; readonly verdict: RecommendVerdict }
  | { readonly kind: 'resolve'; readonly known: K }
  | { readonly kind: 'markStale'; readonly known: K; readonly reason: string };

/** A policy's answer for the pupil: its verdicts, or why there are none. */
export type PolicyAnswer =
  { readonly verdicts: readonly Verdict[] } | { readonly notEvaluated: string; readonly detail: string };

/**
 * Holds a policy's answer for one pupil against what it recommended before (`definitions.md`, Reconcile): the same
 * is refreshed, what is material (wave, provision type) revises, no action resolves, and where the policy could not
 * tell what is open stays and is marked stale. A dismissed one stays so while what is material stays and its review
 * date has not passed; an accepted one silences the same or a lower wave while its intervention is open.
 * `known` holds the newest of each subject and rule last.
 */
export function reconcile<K extends Known>(
  answer: PolicyAnswer,
  known: readonly K[],
  asOf: string,
): Step<K>[] {
  if ('notEvaluated' in answer) {
    const reason = `Not evaluated (${answer.notEvaluated}): ${answer.detail}`;
    return known.filter(isOpen).map((it) => ({ kind: 'markStale', known: it, reason }));
  }
  const newest = new Map(known.map((it) => [keyOf(it), it]));
  const recommends = answer.verdicts.filter((it) => it.kind === 'recommend');
  const recommended = new Set(recommends.map(keyOf));
  const answered = recommends.flatMap((verdict) =>
    stepFor(verdict, newest.get(keyOf(verdict)) ?? null, asOf),
  );
  const dropped = known
    .filter((it) => isOpen(it) && !recommended.has(keyOf(it)))
    .map((it) => stepWithout(it, answer.verdicts));
  return [...answered, ...dropped];
}

function stepFor<K extends Known>(verdict: RecommendVerdict, before: K | null, asOf: string): Step<K>[] {
  if (!before) return [{ kind: 'open', verdict, follows: null }];
  const same = verdict.wave === before.wave && verdict.provisionType === before.provisionType;
  switch (before.status) {
    case 'open':
      return [{ kind: same ? 'refresh' : 'revise', known: before, verdict }];
    case 'dismissed': {
      const reviewIsPast = before.reviewBy !== null && before.reviewBy < asOf;
      return same && !reviewIsPast ? [] : [{ kind: 'open', verdict, follows: before.id }];
    }
    case 'accepted': {
      const silenced = before.interventionOpen === true && verdict.wave <= before.decidedWave;
      return silenced ? [] : [{ kind: 'open', verdict, follows: before.id }];
    }
    case 'resolved':
    case 'withdrawn':
      return [{ kind: 'open', verdict, follows: null }];
  }
}

/** An open recommendation that the answer no longer holds. */
function stepWithout<K extends Known>(known: K, verdicts: readonly Verdict[]): Step<K> {
  const about = verdicts.filter((it) => it.subject === null || it.subject === known.subject);
  const lacking = about.find((it) => it.kind === 'insufficientData');
  if (!lacking || about.some((it) => it.kind === 'noAction')) return { kind: 'resolve', known };
  return { kind: 'markStale', known, reason: `Insufficient data: ${lacking.missing.join(', ')}` };
}

function isOpen(known: Known): boolean {
  return known.status === 'open';
}

function keyOf({ subject, rule }: { readonly subject: string | null; readonly rule: string }): string {
  return `${subject ?? ''}\n${rule}`;
}
