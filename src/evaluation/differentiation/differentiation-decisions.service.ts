import { Injectable } from '@nestjs/common';
import { audit } from '../../auth/audit/audit.js';
import { checkPrecondition } from '../../auth/precondition.js';
import { type RequestContext, seesSensitive } from '../../auth/request-context.js';
import { taughtAmong } from '../../auth/taught-pupils.js';
import { findOwned } from '../../auth/tenancy.js';
import { DomainError, invalid, notFound } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { keyOf } from '../runs/policy-key.js';
import { readsSensitive } from '../runs/sees-outcomes.js';
import { decide, type StandingProposal } from './decide.js';
import { DifferentiationAnswerEntity } from './differentiation-answer.entity.js';
import { DifferentiationDecisionEntity } from './differentiation-decision.entity.js';
import { DifferentiationRoundEntity } from './differentiation-round.entity.js';
import type { DecideDifferentiationDto } from './differentiation.dto.js';
import { DifferentiationEntity, type DifferentiationStatus } from './differentiation.entity.js';
import { shownOf } from './shown-advice.js';

const AFTER = { accept: 'accepted', adjust: 'adjusted', decline: 'declined' } as const;
const DECIDED: ReadonlySet<DifferentiationStatus> = new Set(['accepted', 'adjusted']);
const UNDECIDABLE: ReadonlySet<DifferentiationStatus> = new Set(['superseded', 'withdrawn']);

/** A named person decides how a pupil is taught. What was decided before stays, with when it ended. */
@Injectable()
export class DifferentiationDecisionsService {
  constructor(private readonly uow: UnitOfWork) {}

  /**
   * Throws `transition-refused` for a row that is superseded, withdrawn or behind a later decision,
   * `precondition-failed` where another has decided meanwhile, and `sensitive-refused` for who is not shown the reasons.
   */
  decide(
    ctx: RequestContext,
    id: string,
    dto: DecideDifferentiationDto,
  ): Promise<DifferentiationDecisionEntity> {
    const staffId = ctx.principal.staffId!;
    return this.uow.run(ctx.principal, async (tx) => {
      const { row, others } = await hold(tx, ctx, id);
      requireOpen(row, others);
      const proposals = await readStanding(tx, row);
      const onSensitiveInputs = proposals.some((it) => it.sensitive);
      await requireShown(tx, ctx, row, dto, onSensitiveInputs);
      const decided = decide(proposals, dto, today());
      if ('faults' in decided) throw invalid(...decided.faults);
      const { ownerId, pupilId, groupId, subject } = row;
      const held = await tx.lock(
        DifferentiationDecisionEntity,
        `where owner_id = ? and pupil_id = ? and group_id = ? and subject = ? and ended_at is null order by id`,
        [ownerId, pupilId, groupId, subject],
      );
      const decision = tx.insert(DifferentiationDecisionEntity, {
        ...{ ownerId, pupilId, differentiationId: row.id, groupId, subject },
        outcome: dto.outcome,
        policies: decided.policies,
        ...decided.advice,
        reason: dto.reason ?? null,
        staffId,
        decidedAt: tx.at,
        endedAt: null,
        onSensitiveInputs,
      });
      for (const it of held) {
        // Who declines anew leaves alone what was decided in other rounds.
        const replaced = dto.outcome !== 'decline' || it.differentiationId === row.id;
        if (replaced) tx.update(DifferentiationDecisionEntity, it, { endedAt: tx.at });
      }
      const status = AFTER[dto.outcome];
      tx.update(DifferentiationEntity, row, { status, activeKey: null, decisionId: decision.id });
      audit(tx, {
        ownerId,
        action: 'differentiation.decide',
        resource: 'differentiations',
        resourceId: row.id,
        detail: { outcome: dto.outcome, decisionId: decision.id },
      });
      ctx.idempotency?.keepResource(tx, decision);
      return decision;
    });
  }
}

/** The row, and the pupil's rows of other rounds of the group and subject; all held, and the pupil before them. */
async function hold(
  tx: Transaction,
  ctx: RequestContext,
  id: string,
): Promise<{ readonly row: DifferentiationEntity; readonly others: readonly DifferentiationEntity[] }> {
  const found = await findOwned(tx, ctx, DifferentiationEntity, id);
  const { ownerId, pupilId, groupId, subject } = found;
  await tx.lock(PupilEntity, 'where owner_id = ? and id = ?', [ownerId, pupilId]);
  const rows = await tx.lock(
    DifferentiationEntity,
    'where owner_id = ? and pupil_id = ? and group_id = ? and subject = ? order by id',
    [ownerId, pupilId, groupId, subject],
  );
  const row = rows.find((it) => it.id === id);
  if (!row) throw notFound();
  checkPrecondition(ctx, row);
  return { row, others: rows.filter((it) => it !== row) };
}

function requireOpen(row: DifferentiationEntity, others: readonly DifferentiationEntity[]): void {
  if (UNDECIDABLE.has(row.status)) {
    throw new DomainError('transition-refused', `What was proposed is ${row.status}.`);
  }
  // Ids are in the order of time.
  const later = others.find((it) => it.id > row.id && DECIDED.has(it.status));
  if (later) {
    throw new DomainError(
      'transition-refused',
      `How to teach the pupil was decided in a later round: ${later.id}.`,
    );
  }
}

type Proposal = StandingProposal & { readonly sensitive: boolean };

async function readStanding(tx: Transaction, row: DifferentiationEntity): Promise<Proposal[]> {
  const { ownerId, differentiationRoundId, pupilId, standing } = row;
  if (standing.length === 0) return [];
  const round = await tx.selectOne(DifferentiationRoundEntity, 'where owner_id = ? and id = ?', [
    ownerId,
    differentiationRoundId,
  ]);
  const answers = await tx.select(
    DifferentiationAnswerEntity,
    'where owner_id = ? and differentiation_round_id = ? and pupil_id = ? order by policy',
    [ownerId, differentiationRoundId, pupilId],
  );
  return answers.flatMap(({ policy: place, verdict }) => {
    if (verdict?.kind !== 'differentiate' || !standing.includes(place)) return [];
    const policy = round!.facts.policies[place]!;
    const { tier, strategies, scaffolds, reviewBy } = verdict;
    const sensitive = readsSensitive(policy);
    return [{ policy: keyOf(policy), tier, strategies, scaffolds, reviewBy, sensitive }];
  });
}

/**
 * Proposals are accepted or declined by who is shown why. Who teaches the pupil is shown what to do, and may say in
 * words of one's own how to teach.
 */
async function requireShown(
  tx: Transaction,
  ctx: RequestContext,
  { pupilId }: DifferentiationEntity,
  { outcome }: DecideDifferentiationDto,
  sensitive: boolean,
): Promise<void> {
  if (!sensitive || seesSensitive(ctx)) return;
  const shown = shownOf(ctx, sensitive, pupilId, await taughtAmong(tx, ctx, [pupilId]));
  if (outcome === 'adjust' && shown === 'advice') return;
  throw new DomainError(
    'sensitive-refused',
    outcome === 'adjust'
      ? 'It rests on sensitive inputs, and you do not teach the pupil: it needs the scope sensitive:read.'
      : 'Its reasons rest on sensitive inputs: who accepts or declines reads them, with the scope sensitive:read. ' +
          'A teacher of the pupil may adjust it.',
  );
}
