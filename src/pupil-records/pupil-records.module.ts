import { Module } from '@nestjs/common';
import { TimelineController } from './timeline/timeline.controller.js';
import { TimelineService } from './timeline/timeline.service.js';

@Module({ controllers: [TimelineController], providers: [TimelineService] })
export class PupilRecordsModule {}
