/** An intervention that is agreed or active. */
export interface SupportByIntervention {
  readonly pupilId: string;
  /** A subject's code; null for one that is not about a subject. */
  readonly subject: string | null;
  /** Which of the features of personalised learning its provision serves. */
  readonly feature: string;
}

/** An open plan. */
export interface SupportByPlan {
  readonly pupilId: string;
  /** Null for all. */
  readonly subjects: readonly string[] | null;
}

/** How a pupil who is below trajectory in a subject is supported. */
export const COVERAGE = ['intervention', 'planOnly', 'uncovered'] as const;
export type Coverage = (typeof COVERAGE)[number];

/** One pupil below trajectory in one subject. */
export interface CoveredPupil {
  readonly coverage: Coverage;
  readonly features: readonly string[];
}

/**
 * What supports a pupil in a subject: agreed or active interventions in it or in no subject, and open plans that cover
 * it (definitions, Coverage).
 */
export function coverageOf(
  subject: string,
  interventions: readonly SupportByIntervention[],
  plans: readonly SupportByPlan[],
): CoveredPupil {
  const fitting = interventions.filter((it) => it.subject === null || it.subject === subject);
  const features = [...new Set(fitting.map((it) => it.feature))];
  if (fitting.length > 0) return { coverage: 'intervention', features };
  const planned = plans.some((it) => it.subjects === null || it.subjects.includes(subject));
  return { coverage: planned ? 'planOnly' : 'uncovered', features };
}
