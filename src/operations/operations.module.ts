import { Module } from '@nestjs/common';
import { ErrorsController } from './errors.controller.js';
import { HealthController } from './health.controller.js';

/** Health, metrics and the documentation of errors. */
@Module({ controllers: [HealthController, ErrorsController] })
export class OperationsModule {}
