import { isSensitive } from '@espalier/sdk/manifest';
import { type RequestContext, seesSensitive } from '../../auth/request-context.js';
import type { EvaluatedPolicy } from './evaluation.entity.js';

/** Whether a policy of a run reads sensitive inputs: then what it answers may tell of them. */
export function readsSensitive({ inputs }: Pick<EvaluatedPolicy, 'inputs'>): boolean {
  return inputs.some(isSensitive);
}

/** Whether a token is shown what a policy of a run answered. */
export function seesOutcomes(ctx: RequestContext, policy: Pick<EvaluatedPolicy, 'inputs'>): boolean {
  return seesSensitive(ctx) || !readsSensitive(policy);
}
