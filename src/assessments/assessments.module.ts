import { Module } from '@nestjs/common';
import { AttendanceJudgementsService } from './attendance/attendance-judgements.service.js';
import { AttendanceController } from './attendance/attendance.controller.js';
import { AttendanceService } from './attendance/attendance.service.js';
import { GoodLevelController } from './early-years/good-level.controller.js';
import { GoodLevelService } from './early-years/good-level.service.js';
import { FrameworksController } from './frameworks.controller.js';
import { FrameworksService } from './frameworks.service.js';
import { ResultsController } from './results/results.controller.js';
import { ResultsService } from './results/results.service.js';

@Module({
  controllers: [FrameworksController, ResultsController, AttendanceController, GoodLevelController],
  providers: [
    FrameworksService,
    ResultsService,
    AttendanceService,
    AttendanceJudgementsService,
    GoodLevelService,
  ],
})
export class AssessmentsModule {}
