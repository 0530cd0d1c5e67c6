import { Module } from '@nestjs/common';
import { AttendanceJudgementsService } from './attendance/attendance-judgements.service.js';
import { AttendanceController } from './attendance/attendance.controller.js';
import { AttendanceService } from './attendance/attendance.service.js';
import { FrameworksController } from './frameworks.controller.js';
import { FrameworksService } from './frameworks.service.js';
import { ResultsController } from './results/results.controller.js';
import { ResultsService } from './results/results.service.js';

@Module({
  controllers: [FrameworksController, ResultsController, AttendanceController],
  providers: [FrameworksService, ResultsService, AttendanceService, AttendanceJudgementsService],
})
export class AssessmentsModule {}
