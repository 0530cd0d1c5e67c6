import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../../auth/audit/audit.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned } from '../../auth/tenancy.js';
import { Database } from '../../database/database.js';
import { CharacteristicEntity } from '../../pupils/characteristic.entity.js';
import { EnrolmentEntity } from '../../pupils/enrolment.entity.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { SenNeedEntity } from '../../pupils/sen-needs/sen-need.entity.js';
import { AcademicYearEntity } from '../../schools/academic-years/academic-year.entity.js';
import { PlanOutcomeEntity } from '../outcomes/plan-outcome.entity.js';
import { PlanEntity } from '../plan.entity.js';
import { PlanReviewEntity } from '../reviews/plan-review.entity.js';
import type { SendFacts } from './send-overview.js';

/** Reads what is held on a pupil's SEND support. Every read is audited. */
@Injectable()
export class SendOverviewService {
  constructor(
    private readonly database: Database,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async facts(ctx: RequestContext, pupilId: string): Promise<SendFacts> {
    const pupil = await findOwned(this.database, ctx, PupilEntity, pupilId);
    const { ownerId, id } = pupil;
    const { knownAt } = ctx;
    const ofPupil = 'owner_id = ? and pupil_id = ?';
    const [sen, needs, enrolments, plans, outcomes, reviews, years] = await Promise.all([
      this.database.selectKnownAt(CharacteristicEntity, knownAt, `${ofPupil} and kind = 'sen'`, [
        ownerId,
        id,
      ]),
      this.database.selectKnownAt(SenNeedEntity, knownAt, ofPupil, [ownerId, id]),
      this.database.selectKnownAt(EnrolmentEntity, knownAt, ofPupil, [ownerId, id]),
      this.database.selectKnownAt(PlanEntity, knownAt, ofPupil, [ownerId, id]),
      this.database.selectKnownAt(PlanOutcomeEntity, knownAt, ofPupil, [ownerId, id]),
      this.database.selectKnownAt(PlanReviewEntity, knownAt, ofPupil, [ownerId, id]),
      this.database.selectKnownAt(AcademicYearEntity, knownAt, 'owner_id = ?', [ownerId]),
    ]);
    await this.sensitiveReads.note(ctx, 'pupils', [pupil]);
    return { pupil, sen, needs, enrolments, plans, outcomes, reviews, years };
  }
}
