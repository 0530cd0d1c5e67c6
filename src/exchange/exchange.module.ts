import { Module } from '@nestjs/common';
import { ChangesController } from './changes/changes.controller.js';
import { ImportsController } from './imports/imports.controller.js';
import { ImportsService } from './imports/imports.service.js';

@Module({ controllers: [ChangesController, ImportsController], providers: [ImportsService] })
export class ExchangeModule {}
