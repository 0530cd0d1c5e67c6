import type { FrameworkEntity } from '../../assessments/framework.entity.js';
import { type FrameworkRef, KnownFacts } from '../../assessments/known-facts.js';
import type { RequestContext } from '../../auth/request-context.js';
import { invalid } from '../../common/errors/domain-error.js';
import type { Transaction } from '../../database/transaction.js';
import type { ProposingPolicy, TargetProposal } from '../proposal.js';
import { TargetEntity } from '../target.entity.js';
import { type ProposedAim, proposalProblem } from './check-proposal.js';
import { refOf, setFrameworkFaults } from './set-framework.js';
import { takenBy } from './taken-by.js';
import { type Cohort, type PolicySkipReason, TargetSetEntity } from './target-set.entity.js';

/** What a set of proposals is for. */
export interface ProposedSet {
  readonly ownerId: string;
  readonly title: string;
  readonly subject: string;
  readonly framework: FrameworkRef;
  readonly cohort: Cohort;
  /** The day as of which the pupils were seen. */
  readonly asOf: string;
  readonly policy: ProposingPolicy;
}

/** What a policy came to for a pupil: a proposal, or why there is none. */
export type ProposedPupil = { readonly pupilId: string } & (
  | { readonly proposal: TargetProposal & ProposedAim }
  | { readonly proposal: null; readonly skip: PolicySkipReason }
);

/** What became of a pupil in the set. */
export type DraftOutcome =
  | { readonly pupilId: string; readonly outcome: 'proposed'; readonly targetId: string }
  | {
      readonly pupilId: string;
      readonly outcome: PolicySkipReason;
      /** What is wrong with the proposal, where that is why there is no draft. */
      readonly problem: string | null;
    };

/** A set with what became of each of its pupils. */
export interface DraftedProposals {
  readonly row: TargetSetEntity;
  readonly outcomes: readonly DraftOutcome[];
}

/** Throws the faults of a set's subject and framework, before a policy is asked for anything. */
export async function requireSetFramework(
  tx: Transaction,
  ctx: RequestContext,
  { subject, framework }: Pick<ProposedSet, 'subject' | 'framework'>,
  pupilId: string,
): Promise<void> {
  const named = { pupilId, subject, framework };
  frameworkOf(await KnownFacts.read(tx, ctx, [named]), named);
}

/**
 * Drafts what a policy proposed for a cohort. The pupils are held, so that a target that is agreed or drafted
 * meanwhile is seen: whoever has one is left alone, whatever was proposed. A proposal that breaks a rule costs its
 * pupil alone the draft. Pupils who were removed meanwhile are none of the set's.
 */
export async function draftProposals(
  tx: Transaction,
  ctx: RequestContext,
  set: ProposedSet,
  pupils: readonly ProposedPupil[],
): Promise<DraftedProposals> {
  const { ownerId, subject, asOf } = set;
  const pupilIds = pupils.map((it) => it.pupilId);
  const named = pupilIds.map((pupilId) => ({ pupilId, subject, framework: set.framework }));
  const known = await KnownFacts.read(tx, ctx, named);
  const there = pupils.filter((it) => known.schoolOf(it.pupilId) === ownerId);
  if (there.length === 0) {
    throw invalid({ pointer: '/cohort', code: 'empty', detail: 'Nobody belongs to the cohort any more.' });
  }
  const framework = frameworkOf(
    known,
    named.find((it) => it.pupilId === there[0]!.pupilId)!,
  );
  const taken = await takenBy(tx, ownerId, pupilIds, subject, framework.frameworkKey);
  const skipped: Partial<Record<PolicySkipReason, string[]>> = {};
  const row = tx.insert(TargetSetEntity, {
    ownerId,
    title: set.title,
    subject,
    ...refOf(framework),
    cohort: set.cohort,
    baselineOn: asOf,
    due: asOf,
    challengeRule: 'policy',
    challengePoints: null,
    setBy: ctx.principal.staffId,
    pupils: there.length,
    drafted: 0,
    skipped,
    policy: set.policy,
  });
  const outcomes = there.map((it): DraftOutcome => {
    const { pupilId } = it;
    const skip = (outcome: PolicySkipReason, problem: string | null = null): DraftOutcome => {
      (skipped[outcome] ??= []).push(pupilId);
      return { pupilId, outcome, problem };
    };
    const held = taken.get(pupilId);
    if (held) return skip(held);
    if (!it.proposal) return skip(it.skip);
    const { pupil } = known.rowsOf({ pupilId, subject, framework: set.framework });
    const problem = proposalProblem(it.proposal, framework, pupil!.dateOfBirth, asOf);
    if (problem !== null) return skip('notEvaluated', problem);
    const draft = tx.insert(TargetEntity, draftOf(row, pupilId, it.proposal));
    row.drafted += 1;
    if (row.drafted === 1 || draft.due > row.due) row.due = draft.due;
    return { pupilId, outcome: 'proposed', targetId: draft.id };
  });
  return { row, outcomes };
}

function frameworkOf(known: KnownFacts, named: Parameters<KnownFacts['rowsOf']>[0]): FrameworkEntity {
  const { framework, faults } = known.rowsOf(named);
  const all = [...faults, ...setFrameworkFaults(framework)];
  if (!framework || all.length > 0) throw invalid(...all);
  return framework;
}

function draftOf(set: TargetSetEntity, pupilId: string, proposed: TargetProposal & ProposedAim) {
  const { ownerId, subject, frameworkId, frameworkKey, frameworkVersion } = set;
  const { baseline, baselineDate, framework: _key, frameworkVersion: _version, ...proposal } = proposed;
  return {
    ...{ ownerId, pupilId, subject, frameworkId, frameworkKey, frameworkVersion },
    ...{ baselineDate, baseline },
    target: proposal.target,
    due: proposal.due,
    checkpoints: null,
    challenge: proposal.challenge,
    belowBaselineReason: null,
    status: 'draft' as const,
    statusReason: null,
    statusBasis: null,
    activeKey: null,
    targetSetId: set.id,
    adjustReason: null,
    proposal,
    sourceSystem: null,
    sourceId: null,
  };
}
