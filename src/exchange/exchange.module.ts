import { Module } from '@nestjs/common';
import { ChangesController } from './changes/changes.controller.js';

@Module({ controllers: [ChangesController] })
export class ExchangeModule {}
