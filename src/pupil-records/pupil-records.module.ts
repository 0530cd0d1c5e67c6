import { Module } from '@nestjs/common';
import { ErasuresController } from './erasure/erasures.controller.js';
import { ErasuresService } from './erasure/erasures.service.js';
import { LegalHoldsController } from './holds/legal-holds.controller.js';
import { LegalHoldsService } from './holds/legal-holds.service.js';
import { LeaversController } from './leavers/leavers.controller.js';
import { LeaversService } from './leavers/leavers.service.js';
import { RecordTables } from './record-tables.js';
import { DisposalsService } from './retention/disposals.service.js';
import { RetentionReviewsController } from './retention/retention-reviews.controller.js';
import { RetentionReviewsService } from './retention/retention-reviews.service.js';
import { RetentionSchedulesController } from './retention/retention-schedules.controller.js';
import { RetentionSchedulesService } from './retention/retention-schedules.service.js';
import { SubjectAccessController } from './subject-access/subject-access.controller.js';
import { SubjectAccessService } from './subject-access/subject-access.service.js';
import { TimelineController } from './timeline/timeline.controller.js';
import { TimelineService } from './timeline/timeline.service.js';

@Module({
  controllers: [
    TimelineController,
    SubjectAccessController,
    LeaversController,
    LegalHoldsController,
    ErasuresController,
    RetentionSchedulesController,
    RetentionReviewsController,
  ],
  providers: [
    RecordTables,
    TimelineService,
    SubjectAccessService,
    LeaversService,
    LegalHoldsService,
    ErasuresService,
    RetentionSchedulesService,
    RetentionReviewsService,
    DisposalsService,
  ],
})
export class PupilRecordsModule {}
