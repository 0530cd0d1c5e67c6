import type { TargetStanding } from './standing.js';
import type { TargetStatus } from './target.entity.js';

/** A status that facts gave, with its reason. */
export interface Settled {
  readonly status: Extract<TargetStatus, 'met' | 'missed'>;
  readonly reason: string;
}

/**
 * The status of a target whose due date has passed, by how it stands; null while it is open.
 *
 * @param say points in the framework's own words
 */
export function settledBy(
  { value, decidedBy }: TargetStanding,
  target: number,
  say: (points: number) => string,
): Settled | null {
  if (value === 'open') return null;
  if (!decidedBy) return { status: 'missed', reason: 'Not assessed between the baseline and the due date.' };
  const words = value === 'met' ? 'at or beyond' : 'short of';
  const reason = `${say(decidedBy.value)} on ${decidedBy.date}, ${words} the target of ${say(target)}.`;
  return { status: value === 'met' ? 'met' : 'missed', reason };
}
