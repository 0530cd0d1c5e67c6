import { Module } from '@nestjs/common';
import { GapsController } from './gaps/gaps.controller.js';
import { GapsService } from './gaps/gaps.service.js';
import { ReleasesController } from './releases/releases.controller.js';
import { ReleasesService } from './releases/releases.service.js';

@Module({
  controllers: [ReleasesController, GapsController],
  providers: [ReleasesService, GapsService],
})
export class InsightsModule {}
