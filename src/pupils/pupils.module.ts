import { Module } from '@nestjs/common';
import { CharacteristicsController } from './characteristics.controller.js';
import { CharacteristicsService } from './characteristics.service.js';
import { ContactsController } from './contacts/contacts.controller.js';
import { ContactsService } from './contacts/contacts.service.js';
import { EnrolmentsController } from './enrolments.controller.js';
import { EnrolmentsService } from './enrolments.service.js';
import { EverSixController } from './ever-six/ever-six.controller.js';
import { EverSixService } from './ever-six/ever-six.service.js';
import { PupilsController } from './pupils.controller.js';
import { PupilsService } from './pupils.service.js';
import { SenNeedsController } from './sen-needs/sen-needs.controller.js';
import { SenNeedsService } from './sen-needs/sen-needs.service.js';

@Module({
  controllers: [
    PupilsController,
    EnrolmentsController,
    CharacteristicsController,
    SenNeedsController,
    EverSixController,
    ContactsController,
  ],
  providers: [
    PupilsService,
    EnrolmentsService,
    CharacteristicsService,
    SenNeedsService,
    EverSixService,
    ContactsService,
  ],
  exports: [PupilsService],
})
export class PupilsModule {}
