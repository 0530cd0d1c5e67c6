import type { TargetStatus } from './target.entity.js';

/** draft → agreed → active → met or missed; an open one may be withdrawn. */
const NEXT: Readonly<Record<TargetStatus, readonly TargetStatus[]>> = {
  draft: ['agreed', 'withdrawn'],
  agreed: ['active', 'withdrawn'],
  active: ['met', 'missed', 'withdrawn'],
  met: [],
  missed: [],
  withdrawn: [],
};

/** The statuses that a target may go to. Empty at the end of its life. */
export function nextStatuses(from: TargetStatus): readonly TargetStatus[] {
  return NEXT[from];
}
