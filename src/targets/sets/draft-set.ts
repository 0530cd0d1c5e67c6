import { type FrameworkEntity, toFramework } from '../../assessments/framework.entity.js';
import { KnownFacts } from '../../assessments/known-facts.js';
import type { RequestContext } from '../../auth/request-context.js';
import { type Fault, invalid } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import { places } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import type { Transaction } from '../../database/transaction.js';
import { TargetEntity } from '../target.entity.js';
import { actualsOf } from '../trajectory/actuals.js';
import type { TrajectoryResult } from '../trajectory/facts.js';
import { dayNumber } from '../../common/dates.js';
import { pupilsOfCohort } from './cohort.js';
import { draftTarget, expectedProgress, nearestValue } from './draft-target.js';
import { refOf, setFrameworkFaults } from './set-framework.js';
import { takenBy } from './taken-by.js';
import type { CreateTargetSetDto } from './target-set.dto.js';
import { type RuleSkipReason, TargetSetEntity } from './target-set.entity.js';

/** A set that was made with its drafts. */
export interface DraftedSet {
  readonly row: TargetSetEntity;
  readonly drafts: readonly TargetEntity[];
}

/**
 * Drafts a target for each pupil of a cohort who has a baseline. The pupils are held, so that a target that is agreed
 * meanwhile is seen; whoever has one that is agreed, active or waiting as a draft is left alone.
 */
export async function draftSet(
  tx: Transaction,
  ctx: RequestContext,
  dto: CreateTargetSetDto,
): Promise<DraftedSet> {
  const { schoolId: ownerId, subject, baselineOn, due } = dto;
  const pupilIds = await pupilsOfCohort(tx, ownerId, dto.cohort, baselineOn);
  const named = pupilIds.map((pupilId) => ({ pupilId, subject, framework: dto.framework }));
  const known = await KnownFacts.read(tx, ctx, named);
  const { framework, faults } = known.rowsOf(named[0]!);
  const all = [...faults, ...setFaults(dto, framework)];
  if (!framework || all.length > 0) throw invalid(...all);
  const { rule } = dto.challenge;
  const points = pointsOf(dto, framework);
  const taken = await takenBy(tx, ownerId, pupilIds, subject, framework.frameworkKey);
  const baselines = await baselinesOf(tx, ownerId, pupilIds, dto, framework);
  const skipped: Partial<Record<RuleSkipReason, string[]>> = {};
  const row = tx.insert(TargetSetEntity, {
    ownerId,
    title: dto.title,
    subject,
    ...refOf(framework),
    cohort: { yearGroup: dto.cohort.yearGroup ?? null, groupId: dto.cohort.groupId ?? null },
    baselineOn,
    due,
    challengeRule: rule,
    challengePoints: dto.challenge.points ?? null,
    setBy: ctx.principal.staffId,
    pupils: pupilIds.length,
    drafted: 0,
    skipped,
    policy: null,
  });
  const drafts = pupilIds.flatMap((pupilId) => {
    const baseline = baselines.get(pupilId);
    const reason = taken.get(pupilId) ?? (baseline ? null : 'noBaseline');
    if (reason !== null || !baseline) {
      (skipped[reason ?? 'noBaseline'] ??= []).push(pupilId);
      return [];
    }
    return tx.insert(TargetEntity, {
      ownerId,
      pupilId,
      subject,
      ...refOf(framework),
      baselineDate: baseline.date,
      baseline: baseline.points,
      target: draftTarget(toFramework(framework), baseline, due, rule, points),
      due,
      checkpoints: null,
      challenge: wordsOf(dto),
      belowBaselineReason: null,
      status: 'draft',
      statusReason: null,
      statusBasis: null,
      activeKey: null,
      proposal: null,
      targetSetId: row.id,
      adjustReason: null,
      sourceSystem: null,
      sourceId: null,
    });
  });
  row.drafted = drafts.length;
  return { row, drafts };
}

/** The challenge setting in words, as it is shown with each target. */
function wordsOf({ challenge: { rule, points } }: CreateTargetSetDto): string {
  if (rule === 'expected-progress') return 'Expected progress';
  return rule === 'points' ? `${points} points` : `${points} points a year`;
}

function pointsOf({ challenge }: CreateTargetSetDto, framework: FrameworkEntity): number {
  return challenge.points ?? expectedProgress(framework.frameworkKey) ?? 0;
}

function setFaults({ baselineOn, due, challenge }: CreateTargetSetDto, framework: FrameworkEntity | null) {
  const faults: Fault[] = [];
  const add = (pointer: string, code: string, detail: string) => faults.push({ pointer, code, detail });
  if (baselineOn > today()) add('/baselineOn', 'in-future', 'The date lies in the future.');
  if (due <= baselineOn) {
    add('/due', 'due-before-baseline', 'The due date does not lie after the baseline’s.');
  }
  const { rule, points = null } = challenge;
  if (rule === 'expected-progress') {
    if (points !== null) add('/challenge/points', 'not-taken', 'Expected progress is the framework’s own.');
    if (framework && expectedProgress(framework.frameworkKey) === null) {
      add(
        '/challenge/rule',
        'no-expected-progress',
        'The framework states no expected progress: give points.',
      );
    }
  } else if (points === null) add('/challenge/points', 'missing', 'The rule needs points.');
  else if (points < 0) add('/challenge/points', 'too-small', 'A challenge does not lie below the baseline.');
  return [...faults, ...setFrameworkFaults(framework)];
}

/** Each pupil's latest actual up to the baseline's day, as a value of the framework. */
async function baselinesOf(
  tx: Transaction,
  ownerId: string,
  pupilIds: readonly string[],
  { subject, baselineOn }: CreateTargetSetDto,
  framework: FrameworkEntity,
) {
  const results: (TrajectoryResult & { pupilId: string })[] = [];
  for (const part of inParts(pupilIds)) {
    const found = await tx.query<(typeof results)[number]>(
      `select pupil_id as pupilId, date, points, status from result
        where owner_id = ? and subject = ? and framework_id = ? and superseded_by is null and date <= ?
          and pupil_id in (${places(part.length)})`,
      [ownerId, subject, framework.id, baselineOn, ...part],
    );
    results.push(...found);
  }
  const baselines = new Map<string, { date: string; points: number }>();
  for (const [pupilId, own] of Map.groupBy(results, (it) => it.pupilId)) {
    const latest = actualsOf(own, -Infinity, dayNumber(baselineOn)).actuals.at(-1);
    if (!latest) continue;
    // Several results of a day have a mean, which need not be a value of the framework.
    const points = nearestValue(toFramework(framework), latest.points);
    baselines.set(pupilId, { date: latest.date, points });
  }
  return baselines;
}
