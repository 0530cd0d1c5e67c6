import { Inject, Injectable } from '@nestjs/common';
import { now, schoolDay } from '../../common/instants.js';
import type { Config } from '../../config/config.js';
import { APP_CONFIG } from '../../config/config.token.js';
import { Database, type Reader } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { PluginInstallationEntity } from '../../plugin-host/plugin-installation.entity.js';
import type { ActivePolicy } from '../../plugin-host/plugin-runtime.js';
import { readCalendars } from '../../schools/academic-years/read-calendars.js';
import { RUNNER } from '../runs/batch-claims.js';
import type { EvaluationEntity } from '../runs/evaluation.entity.js';
import { activeRun, makeRun } from '../runs/make-run.js';
import { keyOf } from '../runs/policy-key.js';
import { pupilsOnRoll } from '../runs/pupils-on-roll.js';
import { currentVersion } from '../runs/run-moment.js';
import type { PolicyTriggers } from './policy-triggers.js';
import { waitFor } from './quiet-window.js';
import { pupilsToReview } from './reviews-due.js';
import { schedulesDue } from './schedule-due.js';
import { changesBetween, touchedPupils } from './touched-pupils.js';
import { TriggerWatchEntity } from './trigger-watch.entity.js';

/** A policy that is watched, and how far its school is. */
export interface LaggingWatch extends TriggerWatchEntity {
  /** The school's newest version. */
  readonly newest: number;
}

/** What came of looking at a watch. */
export type Look =
  /** Up to the school's newest version there is nothing. */
  | { readonly kind: 'nothing' }
  /** Nothing can be done now: a run of the policy goes on, or another server is at it. */
  | { readonly kind: 'later' }
  /** Changes follow one another still: to be looked at again after so many milliseconds. */
  | { readonly kind: 'wait'; readonly millis: number }
  | { readonly kind: 'run'; readonly run: EvaluationEntity };

/** A watch moves on without a run when there is so much behind it that nobody should look through it again. */
const MOST_BEHIND = 5_000;

/** Who a run is for, and why. */
interface Due {
  /** Null for all on roll. */
  readonly pupilIds: ReadonlySet<string> | null;
  readonly triggers: readonly string[];
  readonly changes: number;
}

/**
 * Makes the runs of policies that run by themselves. What has been looked at moves on in the transaction that makes
 * the run, under a lock that one server has at a time, so that a change is neither lost nor in two runs.
 */
@Injectable()
export class TriggeredRuns {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    @Inject(APP_CONFIG) private readonly config: Config,
  ) {}

  async look(watch: LaggingWatch, policy: ActivePolicy, triggers: PolicyTriggers): Promise<Look> {
    const { ownerId, version: after, newest: upTo } = watch;
    const today = schoolDay(now());
    const hasDate = watch.checkedOn !== null && watch.checkedOn < today;
    const changed = await changesBetween(this.database, { ownerId, after, upTo }, triggers.changes);
    if (!changed && !hasDate) {
      if (upTo - after > MOST_BEHIND) await this.moveOn(watch);
      return { kind: 'nothing' };
    }
    const millis = changed && !hasDate ? waitFor(changed.oldest, changed.newest, Date.now()) : 0;
    if (millis > 0) return { kind: 'wait', millis };
    if (await activeRun(this.database, ownerId, [keyOf(policy)])) return { kind: 'later' };
    const run = await this.uow.run(RUNNER, (tx) => this.make(tx, watch, policy, triggers));
    return run ? { kind: 'run', run } : { kind: 'later' };
  }

  private async moveOn({ ownerId, policyKey, version, newest }: LaggingWatch): Promise<void> {
    await this.uow.run(RUNNER, (tx) =>
      tx.write('update trigger_watch set version = ? where owner_id = ? and policy_key = ? and version = ?', [
        newest,
        ...[ownerId, policyKey, version],
      ]),
    );
  }

  private async make(
    tx: Transaction,
    { ownerId, policyKey }: TriggerWatchEntity,
    policy: ActivePolicy,
    triggers: PolicyTriggers,
  ): Promise<EvaluationEntity | null> {
    if (!(await isStillSo(tx, ownerId, policy))) return null;
    const key = [ownerId, policyKey];
    const watch = await tx.lockFree(TriggerWatchEntity, 'where owner_id = ? and policy_key = ?', key);
    // Another server makes the run, or a person has just started one.
    if (!watch || (await activeRun(tx, ownerId, [policyKey]))) return null;
    const asOf = schoolDay(tx.at);
    const knownVersion = await currentVersion(tx, ownerId);
    const due = await dueFor(tx, watch, policy, triggers, { asOf, knownVersion });
    await tx.write(
      'update trigger_watch set version = ?, checked_on = ? where owner_id = ? and policy_key = ?',
      [knownVersion, watch.checkedOn && later(watch.checkedOn, asOf), ...key],
    );
    if (!due) return null;
    const onRoll = await pupilsOnRoll(tx, ownerId, asOf, knownVersion);
    const pupilIds = due.pupilIds ? onRoll.filter((it) => due.pupilIds?.has(it)) : onRoll;
    if (pupilIds.length === 0) return null;
    return makeRun(tx, {
      ...{ ownerId, asOf, knownVersion, pupilIds },
      mode: 'live',
      policies: [policy],
      wholeRoll: due.pupilIds === null,
      requestedBy: RUNNER.clientId,
      cause: { triggers: due.triggers, changes: due.changes },
      batchLearners: this.config.limits.batchLearners,
    });
  }
}

/** Whether a policy is what it was when it was read: enabled, in that version and with those settings. */
async function isStillSo(tx: Transaction, ownerId: string, policy: ActivePolicy): Promise<boolean> {
  const row = await tx.shareOne(PluginInstallationEntity, 'where owner_id = ? and name = ?', [
    ownerId,
    policy.plugin,
  ]);
  return row?.enabled === true && row.sinceVersion === policy.installationVersion;
}

async function dueFor(
  tx: Reader,
  { ownerId, version, checkedOn }: TriggerWatchEntity,
  { plugin, policyId, inputs }: ActivePolicy,
  { changes, onReviewDue, schedules }: PolicyTriggers,
  { asOf, knownVersion }: { asOf: string; knownVersion: number },
): Promise<Due | null> {
  const touched = await touchedPupils(tx, { ownerId, after: version, upTo: knownVersion }, changes);
  const days = checkedOn !== null && checkedOn < asOf ? { after: checkedOn, upTo: asOf } : null;
  const review = { ownerId, plugin, policyId, inputs };
  const toReview = days && onReviewDue ? await pupilsToReview(tx, { ...review, ...days }) : new Set<string>();
  const dates =
    days && schedules.length > 0
      ? schedulesDue(schedules, await calendarsOf(tx, ownerId, days), days.after, days.upTo)
      : [];
  const triggers = [
    ...touched.triggers,
    ...(toReview.size > 0 ? ['onReviewDue'] : []),
    ...dates.map((it) => `onSchedule:${it}`),
  ];
  if (triggers.length === 0) return null;
  const pupilIds = dates.length > 0 ? null : new Set([...touched.pupilIds, ...toReview]);
  return { pupilIds, triggers, changes: touched.changes };
}

function calendarsOf(tx: Reader, ownerId: string, { after, upTo }: { after: string; upTo: string }) {
  return readCalendars(
    (table, columns, where, params) => tx.query(`select ${columns} from ${table} where ${where}`, params),
    ownerId,
    after,
    upTo,
  );
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
