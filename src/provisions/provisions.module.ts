import { Module } from '@nestjs/common';
import { ProvisionTypesController } from './provision-types.controller.js';
import { ProvisionTypesService } from './provision-types.service.js';
import { ProvisionsController } from './provisions.controller.js';
import { ProvisionsService } from './provisions.service.js';

@Module({
  controllers: [ProvisionTypesController, ProvisionsController],
  providers: [ProvisionTypesService, ProvisionsService],
})
export class ProvisionsModule {}
