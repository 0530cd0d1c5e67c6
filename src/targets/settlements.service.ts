import { Injectable } from '@nestjs/common';
import { FrameworkEntity } from '../assessments/framework.entity.js';
import type { RequestContext } from '../auth/request-context.js';
import { requireSchool } from '../auth/tenancy.js';
import { invalid } from '../common/errors/domain-error.js';
import { today } from '../common/instants.js';
import { Database, places } from '../database/database.js';
import { inParts } from '../database/in-parts.js';
import type { Transaction } from '../database/transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { PupilEntity } from '../pupils/pupil.entity.js';
import { settledBy } from './settle.js';
import type { SettlementView } from './settlement.view.js';
import type { SettleTargetsDto } from './target.dto.js';
import { TargetEntity } from './target.entity.js';
import { targetResults } from './target-results.js';
import { standingOn } from './target-views.js';
import { valueOf } from './target.view.js';

/** Active ones that were due, and those that facts have settled before. */
const TO_SETTLE = `due < ? and (status = 'active' or status_basis = 'facts')`;

/** Gives targets that were due the status that the facts say. */
@Injectable()
export class SettlementsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
  ) {}

  async settle(ctx: RequestContext, dto: SettleTargetsDto): Promise<SettlementView> {
    const { schoolId, asOf = today(), subject } = dto;
    await requireSchool(this.database, ctx, schoolId);
    if (asOf > today()) {
      throw invalid({ pointer: '/asOf', code: 'in-future', detail: 'The date lies in the future.' });
    }
    return this.uow.run(ctx.principal, async (tx) => {
      const counts = { met: 0, missed: 0, notAssessed: 0, unchanged: 0 };
      const targets = await holdTargets(tx, schoolId, asOf, subject);
      const frameworks = await frameworksOf(tx, targets);
      const results = await targetResults(tx, targets, asOf);
      for (const row of targets) {
        const framework = frameworks.get(row.frameworkId)!;
        const standing = standingOn(row, framework, results.get(row.id) ?? [], asOf);
        const say = (points: number) => valueOf(framework, points).grade ?? String(points);
        const settled = settledBy(standing, row.target, say);
        if (!settled) continue;
        const { status, reason: statusReason } = settled;
        if (row.status === status && row.statusReason === statusReason) {
          counts.unchanged += 1;
          continue;
        }
        tx.update(TargetEntity, row, { status, statusReason, statusBasis: 'facts', activeKey: null });
        counts[status] += 1;
        if (standing.value === 'notAssessed') counts.notAssessed += 1;
      }
      return { schoolId, asOf, ...counts };
    });
  }
}

/** The pupils are held before their targets, as by every writer. */
async function holdTargets(
  tx: Transaction,
  schoolId: string,
  asOf: string,
  subject: string | undefined,
): Promise<TargetEntity[]> {
  const narrowed = subject === undefined ? '' : ' and subject = ?';
  const params = [schoolId, asOf, ...(subject === undefined ? [] : [subject])];
  const due = await tx.query<{ pupilId: string }>(
    `select distinct pupil_id as pupilId from target where owner_id = ? and ${TO_SETTLE}${narrowed}`,
    params,
  );
  const targets: TargetEntity[] = [];
  for (const part of inParts(due.map((it) => it.pupilId).sort())) {
    const among = places(part.length);
    await tx.lock(PupilEntity, `where owner_id = ? and id in (${among}) order by id`, [schoolId, ...part]);
    const where = `where owner_id = ? and ${TO_SETTLE}${narrowed} and pupil_id in (${among})`;
    targets.push(...(await tx.lock(TargetEntity, where, [...params, ...part])));
  }
  return targets;
}

async function frameworksOf(
  tx: Transaction,
  targets: readonly TargetEntity[],
): Promise<Map<string, FrameworkEntity>> {
  const frameworks = new Map<string, FrameworkEntity>();
  for (const part of inParts(targets.map((it) => it.frameworkId))) {
    const where = `where id in (${places(part.length)})`;
    for (const it of await tx.select(FrameworkEntity, where, part)) frameworks.set(it.id, it);
  }
  return frameworks;
}
