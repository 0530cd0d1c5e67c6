import type { DifferentiateVerdict } from '@espalier/sdk';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/transaction.js';
import {
  type InstallationListener,
  InstallationListeners,
} from '../../plugin-host/installation-listeners.js';
import { DifferentiationAnswerEntity } from './differentiation-answer.entity.js';
import { DifferentiationEntity } from './differentiation.entity.js';
import { contradict } from './judge-answers.js';
import { readRounds } from './read-rounds.js';
import { SuggestedGroupEntity } from './suggested-group.entity.js';

/**
 * Withdraws what a plugin proposed and nobody has decided on when it is disabled or removed: what other plugins
 * proposed for the same pupils stays. What people decided, and groups that they made, are theirs.
 */
@Injectable()
export class WithdrawnDifferentiations implements InstallationListener {
  constructor(listeners: InstallationListeners) {
    listeners.register(this);
  }

  async onWithdrawn(tx: Transaction, ownerId: string, plugin: string): Promise<void> {
    const where = `where owner_id = ? and status = 'open' order by id`;
    const rows = await tx.lock(DifferentiationEntity, where, [ownerId]);
    const suggestions = await tx.lock(SuggestedGroupEntity, where, [ownerId]);
    const rounds = await readRounds(tx, [...rows, ...suggestions]);
    const isOwn = (roundId: string, place: number) =>
      rounds.get(roundId)!.facts.policies[place]!.plugin === plugin;
    for (const row of rows) {
      const standing = row.standing.filter((it) => !isOwn(row.differentiationRoundId, it));
      if (standing.length < row.standing.length) await leave(tx, row, standing);
    }
    for (const row of suggestions) {
      if (isOwn(row.differentiationRoundId, row.policy))
        tx.update(SuggestedGroupEntity, row, { status: 'withdrawn' });
    }
  }
}

/** Leaves some of the proposals for a pupil standing. */
async function leave(
  tx: Transaction,
  row: DifferentiationEntity,
  standing: readonly number[],
): Promise<void> {
  if (standing.length === 0) {
    tx.update(DifferentiationEntity, row, {
      status: 'withdrawn',
      activeKey: null,
      standing,
      contradictory: false,
    });
    return;
  }
  const contradictory = row.contradictory && contradict(await proposalsOf(tx, row, standing));
  tx.update(DifferentiationEntity, row, { standing, contradictory });
}

async function proposalsOf(
  tx: Transaction,
  { ownerId, differentiationRoundId, pupilId }: DifferentiationEntity,
  standing: readonly number[],
): Promise<DifferentiateVerdict[]> {
  const answers = await tx.select(
    DifferentiationAnswerEntity,
    'where owner_id = ? and differentiation_round_id = ? and pupil_id = ?',
    [ownerId, differentiationRoundId, pupilId],
  );
  return answers.flatMap(({ policy, verdict }) =>
    standing.includes(policy) && verdict?.kind === 'differentiate' ? [verdict] : [],
  );
}
