import { type RequestContext, seesSensitive } from '../../auth/request-context.js';

/**
 * How much a token is shown of what rests on sensitive inputs: `all`; `advice`, which is what to do without why, for
 * who teaches the pupil; `nothing` beyond that there is something.
 */
export type Shown = 'all' | 'advice' | 'nothing';

/** `taught`: the pupils whom the person teaches today. */
export function shownOf(
  ctx: RequestContext,
  sensitive: boolean,
  pupilId: string,
  taught: ReadonlySet<string>,
): Shown {
  if (!sensitive || seesSensitive(ctx)) return 'all';
  return taught.has(pupilId) ? 'advice' : 'nothing';
}
