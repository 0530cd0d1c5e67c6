import { Module } from '@nestjs/common';
import { PlansController } from './plans.controller.js';
import { PlansService } from './plans.service.js';

/** Plans in Assess-Plan-Do-Review cycles. */
@Module({ controllers: [PlansController], providers: [PlansService] })
export class PlansModule {}
