import { Module } from '@nestjs/common';
import { FrameworksController } from './frameworks.controller.js';
import { FrameworksService } from './frameworks.service.js';
import { ResultsController } from './results/results.controller.js';
import { ResultsService } from './results/results.service.js';

@Module({
  controllers: [FrameworksController, ResultsController],
  providers: [FrameworksService, ResultsService],
})
export class AssessmentsModule {}
