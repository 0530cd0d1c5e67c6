import { PlanContributionEntity } from '../contributions/plan-contribution.entity.js';
import type { RequestContext } from '../../auth/request-context.js';
import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import type { PlanReviewEntity } from './plan-review.entity.js';
import { type PlanReviewView, toPlanReviewView } from './plan-review.view.js';

/** Reviews of one plan with the contributions that each heard. */
export async function reviewViews(
  reader: Reader,
  ctx: RequestContext,
  rows: readonly PlanReviewEntity[],
): Promise<PlanReviewView[]> {
  const heard: PlanContributionEntity[] = [];
  const signed = rows.filter((it) => it.signedAt !== null);
  for (const part of inParts(signed.map((it) => it.id))) {
    const { ownerId, pupilId } = signed[0]!;
    const where = `owner_id = ? and pupil_id = ? and review_id in (${places(part.length)})`;
    const params = [ownerId, pupilId, ...part];
    heard.push(...(await reader.selectKnownAt(PlanContributionEntity, ctx.knownAt, where, params)));
  }
  heard.sort((a, b) => (a.date + a.id < b.date + b.id ? -1 : 1));
  return rows.map((row) => toPlanReviewView(row, heard));
}
