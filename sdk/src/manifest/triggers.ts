/** Triggers on changes that can be narrowed to a subject: `onResult` or `onResult:reading`. @since 0.1.0 */
export const subjectTriggers = ['onResult', 'onTarget'] as const;

/** Triggers on changes of a kind of fact as a whole. @since 0.1.0 */
export const plainTriggers = ['onAttendance', 'onEnrolment', 'onGroup', 'onIntervention', 'onPlan'] as const;

/** How often `onSchedule` evaluates everybody on roll. @since 0.1.0 */
export const schedules = ['daily', 'weekly', 'termly'] as const;

/** What a trigger on a change can be about. @since 0.1.0 */
export type ChangeTrigger = (typeof subjectTriggers)[number] | (typeof plainTriggers)[number];

/** @since 0.1.0 */
export type Schedule = (typeof schedules)[number];

/** A trigger as a manifest declares it, taken apart. @since 0.1.0 */
export type DeclaredTrigger =
  /** A fact about a pupil is recorded, corrected or removed; `subject` is null where any subject will do. */
  | { readonly on: 'change'; readonly change: ChangeTrigger; readonly subject: string | null }
  /** A review of the pupil comes due. */
  | { readonly on: 'review' }
  /** A date of the school's calendar. */
  | { readonly on: 'schedule'; readonly schedule: Schedule };

/**
 * Takes a trigger of a checked manifest apart.
 *
 * @example
 * parseTrigger('onResult:reading'); // { on: 'change', change: 'onResult', subject: 'reading' }
 * @since 0.1.0
 */
export function parseTrigger(trigger: string): DeclaredTrigger {
  const [name, narrowed = null] = trigger.split(':', 2) as [string, string?];
  if (name === 'onReviewDue') return { on: 'review' };
  if (name === 'onSchedule') return { on: 'schedule', schedule: narrowed as Schedule };
  return { on: 'change', change: name as ChangeTrigger, subject: narrowed };
}
