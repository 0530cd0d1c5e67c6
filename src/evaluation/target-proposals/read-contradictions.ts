import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import type { TargetSetEntity } from '../../targets/sets/target-set.entity.js';
import { TargetEntity } from '../../targets/target.entity.js';
import { contradicts, type ProposedDraft } from './contradicting-draft.js';
import type { TargetProposalEntity } from './target-proposal.entity.js';

/** The drafts of other policies that a set's proposals contradict, by the pupil. */
export async function readContradictions(
  reader: Reader,
  { ownerId, subject, frameworkKey, policy }: TargetSetEntity,
  rows: readonly TargetProposalEntity[],
): Promise<Map<string, ProposedDraft>> {
  const found = new Map<string, ProposedDraft>();
  const waiting = new Map(
    rows.filter((it) => it.outcome === 'draftPending').map((it) => [it.pupilId, it.verdicts]),
  );
  if (!policy) return found;
  for (const part of inParts([...waiting.keys()])) {
    const drafts = await reader.select(
      TargetEntity,
      `where owner_id = ? and subject = ? and framework_key = ? and status = 'draft' and proposal is not null
        and pupil_id in (${places(part.length)})`,
      [ownerId, subject, frameworkKey, ...part],
    );
    for (const { id, pupilId, proposal } of drafts) {
      const draft = { id, proposal: proposal! };
      if (contradicts(policy, waiting.get(pupilId) ?? null, subject, draft)) found.set(pupilId, draft);
    }
  }
  return found;
}
