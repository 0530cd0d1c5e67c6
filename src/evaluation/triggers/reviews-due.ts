import { addDays } from '../../common/dates.js';
import type { Reader } from '../../database/database.js';
import type { Cell } from '../../database/row-codec.js';
import { readsPlans } from './policy-triggers.js';

/** A policy at a school, and the days after one up to another. */
export interface ReviewSpan {
  readonly ownerId: string;
  readonly plugin: string;
  readonly policyId: string;
  readonly inputs: readonly string[];
  readonly after: string;
  readonly upTo: string;
}

/**
 * The pupils of whom something is to be reviewed on a day of the span: an intervention has its last planned day, an
 * active target is due, an open plan's review is (for policies that read plans), or the date has come that the
 * policy's own open or accepted recommendation, or somebody's dismissal of it, names.
 */
export async function pupilsToReview(reader: Reader, span: ReviewSpan): Promise<Set<string>> {
  const { ownerId, plugin, policyId, inputs, after, upTo } = span;
  const days = [after, upTo];
  const own = [ownerId, plugin, policyId];
  const queries: [string, Cell[]][] = [
    [
      `select i.pupil_id as pupilId from intervention i
         left join provision p on p.owner_id = i.owner_id and p.id = i.provision_id
        where i.owner_id = ? and i.status in ('agreed', 'active')
          and coalesce(i.end_date, p.end_date) > ? and coalesce(i.end_date, p.end_date) <= ?`,
      [ownerId, ...days],
    ],
    [
      `select pupil_id as pupilId from target
        where owner_id = ? and status = 'active' and due > ? and due <= ?`,
      [ownerId, ...days],
    ],
    [
      `select pupil_id as pupilId from recommendation where owner_id = ? and plugin = ? and policy_id = ?
          and status in ('open', 'accepted') and review_by > ? and review_by <= ?`,
      [...own, ...days],
    ],
    [
      // A dismissal holds on its date; the policy may speak again on the day after.
      `select d.pupil_id as pupilId from decision d
         join recommendation r on r.owner_id = d.owner_id and r.pupil_id = d.pupil_id and r.id = d.recommendation_id
        where d.owner_id = ? and r.plugin = ? and r.policy_id = ? and r.status = 'dismissed'
          and d.review_by > ? and d.review_by <= ?`,
      [...own, ...days.map((it) => addDays(it, -1))],
    ],
  ];
  if (readsPlans(inputs)) {
    queries.push([
      `select pupil_id as pupilId from plan
        where owner_id = ? and active_key is not null and review_due > ? and review_due <= ?`,
      [ownerId, ...days],
    ]);
  }
  const found = new Set<string>();
  for (const [sql, params] of queries) {
    for (const { pupilId } of await reader.query<{ pupilId: string }>(sql, params)) found.add(pupilId);
  }
  return found;
}
