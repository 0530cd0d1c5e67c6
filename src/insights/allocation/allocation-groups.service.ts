import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../auth/request-context.js';
import { requireSchool } from '../../auth/tenancy.js';
import { DomainError, invalid } from '../../common/errors/domain-error.js';
import { Database } from '../../database/database.js';
import { AllocationEntity } from '../../evaluation/allocation/allocation.entity.js';
import { stateOf } from '../cohort/known-source.js';
import { readGroups } from '../cohort/read-cohort.js';
import type { InsightView } from '../insight.view.js';
import { readsEveryPupil, requireSensitive } from '../readers.js';
import { allocationGroups } from './allocation-groups.js';
import type { AllocationGroupsQuery } from './allocation-groups.dto.js';
import type { AllocationGroupView } from './allocation-groups.view.js';

/** Who has a place in an allocation and who has none, by characteristics of the pupils. */
@Injectable()
export class AllocationGroupsService {
  constructor(private readonly database: Database) {}

  async groups(
    ctx: RequestContext,
    { schoolId, allocationId, characteristic: by }: AllocationGroupsQuery,
  ): Promise<InsightView & { data: AllocationGroupView[] }> {
    requireSensitive(ctx);
    await requireSchool(this.database, ctx, schoolId, '?schoolId');
    if (ctx.principal.taughtOnly) {
      throw new DomainError('scope-missing', 'An allocation is of a whole school, not of the pupils taught.');
    }
    const [allocation] = await this.database.selectKnownAt(
      AllocationEntity,
      ctx.knownAt,
      'owner_id = ? and id = ?',
      [schoolId, allocationId],
    );
    if (!allocation) {
      const detail = 'The school has no allocation with this id.';
      throw invalid({ pointer: '?allocationId', code: 'unknown-allocation', detail });
    }
    const state = await stateOf(this.database, ctx, schoolId, allocation.asOf);
    const [rows, groups] = await Promise.all([
      this.database.queryKnownAt<{ pupilId: string; outcome: string }>(
        'allocation_row',
        'pupil_id as pupilId, outcome',
        ctx.knownAt,
        'owner_id = ? and allocation_id = ?',
        [schoolId, allocationId],
      ),
      readGroups(this.database, state, [by]),
    ]);
    const suppressed = !readsEveryPupil(ctx, schoolId);
    const allocated = rows.map(({ pupilId, outcome }) => ({ pupilId, funded: outcome === 'funded' }));
    const data = allocationGroups(allocated, by, groups.get(by)!, suppressed).map((it) => ({
      characteristic: by,
      ...it,
    }));
    const notes = [
      'A lower share is no proof of unfairness, nor a like share of fairness: groups differ in what they need.',
    ];
    return { schoolId, asOf: allocation.asOf, releaseId: null, suppressed, notes, data };
  }
}
