import type { Reader } from '../../database/database.js';
import type { PupilEntity } from '../../pupils/pupil.entity.js';
import type { ErasedDecision } from './erasure.entity.js';

/** A decision about a pupil, with the run whose recommendation it was on. */
export interface DecisionAbout extends ErasedDecision {
  readonly evaluationId: string;
  readonly asOf: string;
}

/** Every decision about a pupil, in the order in which they were made. */
export function decisionsAbout(reader: Reader, { ownerId, id }: PupilEntity): Promise<DecisionAbout[]> {
  return reader.query<DecisionAbout & Record<string, unknown>>(
    `select d.id as decisionId, r.plugin as plugin, r.policy_id as policyId, d.outcome as outcome,
        r.evaluation_id as evaluationId, r.as_of as asOf
      from decision d join recommendation r
        on r.owner_id = d.owner_id and r.pupil_id = d.pupil_id and r.id = d.recommendation_id
      where d.owner_id = ? and d.pupil_id = ? order by d.id`,
    [ownerId, id],
  );
}

/** What an erasure keeps of a decision. */
export function toErasedDecision({ decisionId, plugin, policyId, outcome }: DecisionAbout): ErasedDecision {
  return { decisionId, plugin, policyId, outcome };
}
