import type { Transaction } from '../../database/transaction.js';
import { keyOf } from '../runs/policy-key.js';
import { readsSensitive } from '../runs/sees-outcomes.js';
import type { DifferentiationRoundEntity } from './differentiation-round.entity.js';
import type { PolicyAnswers } from './differentiator.js';
import { readRounds } from './read-rounds.js';
import { SuggestedGroupEntity, SuggestedGroupPupilEntity } from './suggested-group.entity.js';

/**
 * Writes the groups that policies suggest, without pupils who are not there any more. Those that a policy suggested in
 * earlier rounds, and of which nobody has made a group, are superseded where it has answered anew.
 */
export async function writeSuggestions(
  tx: Transaction,
  round: DifferentiationRoundEntity,
  answers: readonly PolicyAnswers[],
  there: ReadonlySet<string>,
): Promise<void> {
  const { ownerId, groupId, subject, facts } = round;
  await supersede(tx, round, answers);
  answers.forEach(({ suggestions }, policy) => {
    for (const { title, reason, pupilIds } of suggestions) {
      const own = pupilIds.filter((it) => there.has(it));
      if (own.length === 0) continue;
      const { id: suggestedGroupId } = tx.insert(SuggestedGroupEntity, {
        ...{ ownerId, differentiationRoundId: round.id, groupId, subject, policy, title, reason },
        status: 'open',
        onSensitiveInputs: readsSensitive(facts.policies[policy]!),
        madeGroupId: null,
        madeByStaffId: null,
      });
      const rows = own.map((pupilId) => ({ ownerId, suggestedGroupId, pupilId }));
      tx.append(SuggestedGroupPupilEntity, ...rows);
    }
  });
}

async function supersede(
  tx: Transaction,
  { ownerId, groupId, subject, facts }: DifferentiationRoundEntity,
  answers: readonly PolicyAnswers[],
): Promise<void> {
  const answered = new Set(
    facts.policies
      .filter((_, i) => [...answers[i]!.byPupil.values()].some((it) => it.verdict !== null))
      .map(keyOf),
  );
  const open = await tx.lock(
    SuggestedGroupEntity,
    `where owner_id = ? and group_id = ? and status = 'open' and subject = ? order by id`,
    [ownerId, groupId, subject],
  );
  const rounds = await readRounds(tx, open);
  for (const row of open) {
    const policy = rounds.get(row.differentiationRoundId)!.facts.policies[row.policy]!;
    if (answered.has(keyOf(policy))) tx.update(SuggestedGroupEntity, row, { status: 'superseded' });
  }
}
