import { type DeclaredTrigger, type Manifest, parseTrigger, type Schedule } from '@espalier/sdk/manifest';

/** A trigger on a change, with the text by which it is told. */
export type NamedChange = Extract<DeclaredTrigger, { on: 'change' }> & { readonly name: string };

/** What makes a policy run by itself. */
export interface PolicyTriggers {
  readonly changes: readonly NamedChange[];
  readonly onReviewDue: boolean;
  readonly schedules: readonly Schedule[];
}

type Declared = Pick<Manifest['policies'][number], 'kind' | 'triggers' | 'inputs'>;

/**
 * What makes a policy run by itself; null for one that only people ask: policies of other kinds than `intervention`,
 * and those without triggers. `onPlan` counts where the policy reads what plans tell: it would answer the same
 * otherwise, and who was asked about would tell who has a plan.
 */
export function triggersOf({ kind, triggers, inputs }: Declared): PolicyTriggers | null {
  if (kind !== 'intervention') return null;
  const parsed = triggers.map((name) => ({ name, ...parseTrigger(name) }));
  const changes = parsed.filter((it): it is NamedChange => it.on === 'change');
  const told = changes.filter((it) => it.change !== 'onPlan' || readsPlans(inputs));
  const onReviewDue = parsed.some((it) => it.on === 'review');
  const schedules = parsed.flatMap((it) => (it.on === 'schedule' ? [it.schedule] : []));
  if (told.length === 0 && !onReviewDue && schedules.length === 0) return null;
  return { changes: told, onReviewDue, schedules };
}

/** Whether a policy reads what plans tell, so that their dates may make it run. */
export function readsPlans(inputs: readonly string[]): boolean {
  return inputs.includes('plans') || inputs.includes('sen');
}

/** Whether dates, and not changes alone, make it run. */
export function hasDates({ onReviewDue, schedules }: PolicyTriggers): boolean {
  return onReviewDue || schedules.length > 0;
}
