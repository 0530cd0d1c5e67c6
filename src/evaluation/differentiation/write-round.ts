import { createHash } from 'node:crypto';
import type { RequestContext } from '../../auth/request-context.js';
import { invalid } from '../../common/errors/domain-error.js';
import type { Transaction } from '../../database/transaction.js';
import { holdPupils } from '../../pupils/hold-pupils.js';
import { holdInstallation } from '../recommendations/hold-installation.js';
import type { EvaluatedPolicy } from '../runs/evaluation.entity.js';
import { keyOf } from '../runs/policy-key.js';
import { readsSensitive } from '../runs/sees-outcomes.js';
import { DifferentiationAnswerEntity } from './differentiation-answer.entity.js';
import { DifferentiationRoundEntity } from './differentiation-round.entity.js';
import { DifferentiationEntity } from './differentiation.entity.js';
import type { AskedGroup, PolicyAnswers, PupilAnswer } from './differentiator.js';
import { contradict, outcomeOfAll, outcomeOfVerdict, takesPlace } from './judge-answers.js';
import { readRounds } from './read-rounds.js';
import { writeSuggestions } from './write-suggestions.js';

const DETAIL_CHARS = 500;

/** A group that was asked about, and by whom. */
export interface WrittenRound extends AskedGroup {
  readonly groupId: string;
  readonly askedBy: string;
}

/**
 * Writes what policies answered about a group. The pupils are held, so that two rounds at once come one after the
 * other, and each pupil has one open row for the group and subject between them. What people decided is left alone.
 */
export async function writeRound(
  tx: Transaction,
  ctx: RequestContext,
  group: WrittenRound,
  asked: readonly PolicyAnswers[],
): Promise<DifferentiationRoundEntity> {
  const { ownerId, groupId, subject, asOf, groupCapacity, knownVersion, facts, askedBy } = group;
  const answers = await withoutDisabled(tx, ownerId, facts.policies, asked);
  const held = await holdPupils(tx, ctx, group.pupilIds);
  const pupilIds = group.pupilIds.filter((it) => held.has(it));
  if (pupilIds.length === 0) {
    throw invalid({ pointer: '/asOf', code: 'empty', detail: `Nobody is in the group on ${asOf} any more.` });
  }
  const open = await readOpen(tx, group);
  const round = tx.insert(DifferentiationRoundEntity, {
    ...{ ownerId, groupId, subject, asOf, groupCapacity, knownVersion, facts, askedBy },
  });
  for (const pupilId of pupilIds) {
    const own = answers.map((it) => it.byPupil.get(pupilId)!);
    const row = insertRow(tx, round, pupilId, own);
    const before = open.get(pupilId);
    const later = own.map((it, i) => ({
      policy: keyOf(facts.policies[i]!),
      outcome: outcomeOfVerdict(it.verdict),
    }));
    if (before && takesPlace(before.proposedBy, later)) {
      const change = { status: 'superseded', activeKey: null, supersededBy: row.id } as const;
      tx.update(DifferentiationEntity, before.row, change);
    }
    tx.append(DifferentiationAnswerEntity, ...own.map((it, policy) => toAnswerRow(row, policy, it)));
  }
  await writeSuggestions(tx, round, answers, new Set(pupilIds));
  return round;
}

/** What plugins that were disabled while they were asked had answered is none. */
async function withoutDisabled(
  tx: Transaction,
  ownerId: string,
  policies: readonly EvaluatedPolicy[],
  asked: readonly PolicyAnswers[],
): Promise<PolicyAnswers[]> {
  const enabled = new Map<string, boolean>();
  for (const plugin of [...new Set(policies.map((it) => it.plugin))].sort()) {
    enabled.set(plugin, await holdInstallation(tx, ownerId, plugin));
  }
  return asked.map((answers, i) => {
    const { plugin } = policies[i]!;
    if (enabled.get(plugin)) return answers;
    const refused = (it: PupilAnswer): PupilAnswer => ({
      ...it,
      verdict: null,
      reason: 'disabled',
      detail: `${plugin} was disabled while it was asked.`,
    });
    return {
      byPupil: new Map([...answers.byPupil].map(([id, it]) => [id, refused(it)])),
      suggestions: [],
    };
  });
}

interface OpenRow {
  readonly row: DifferentiationEntity;
  readonly proposedBy: readonly string[];
}

/** The rows of a group's pupils in a subject on which nobody has decided, by pupil; they are held. */
async function readOpen(
  tx: Transaction,
  { ownerId, groupId, subject }: WrittenRound,
): Promise<Map<string, OpenRow>> {
  const rows = await tx.lock(
    DifferentiationEntity,
    `where owner_id = ? and group_id = ? and status = 'open' and subject = ? order by pupil_id`,
    [ownerId, groupId, subject],
  );
  const rounds = await readRounds(tx, rows);
  return new Map(
    rows.map((row) => {
      const { policies } = rounds.get(row.differentiationRoundId)!.facts;
      return [row.pupilId, { row, proposedBy: row.standing.map((it) => keyOf(policies[it]!)) }];
    }),
  );
}

function insertRow(
  tx: Transaction,
  round: DifferentiationRoundEntity,
  pupilId: string,
  answers: readonly PupilAnswer[],
): DifferentiationEntity {
  const { ownerId, groupId, subject, asOf, facts } = round;
  const verdicts = answers.map((it) => it.verdict);
  const proposals = verdicts.filter((it) => it?.kind === 'differentiate');
  const open = proposals.length > 0;
  return tx.insert(DifferentiationEntity, {
    ...{ ownerId, pupilId, differentiationRoundId: round.id, groupId, subject, asOf },
    outcome: outcomeOfAll(verdicts.map(outcomeOfVerdict)),
    status: open ? 'open' : 'nothingProposed',
    activeKey: open ? activeKeyOf({ pupilId, groupId, subject }) : null,
    standing: verdicts.flatMap((it, place) => (it?.kind === 'differentiate' ? [place] : [])),
    contradictory: contradict(proposals),
    onSensitiveInputs: facts.policies.some(readsSensitive),
    decisionId: null,
    supersededBy: null,
  });
}

function activeKeyOf(key: Pick<DifferentiationEntity, 'pupilId' | 'groupId' | 'subject'>): string {
  const { pupilId, groupId, subject } = key;
  return createHash('sha256')
    .update(JSON.stringify([pupilId, groupId, subject]))
    .digest('base64url');
}

function toAnswerRow(
  { ownerId, differentiationRoundId, pupilId }: DifferentiationEntity,
  policy: number,
  { verdict, reason, detail, inputDigest }: PupilAnswer,
): DifferentiationAnswerEntity {
  return {
    ...{ ownerId, differentiationRoundId, pupilId, policy },
    outcome: outcomeOfVerdict(verdict),
    verdict,
    reason,
    detail: detail?.slice(0, DETAIL_CHARS) ?? null,
    inputDigest,
  };
}
