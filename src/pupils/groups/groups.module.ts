import { Module } from '@nestjs/common';
import { PupilsModule } from '../pupils.module.js';
import { GroupMembersController } from './group-members.controller.js';
import { GroupMembersService } from './group-members.service.js';
import { GroupTeachersController } from './group-teachers.controller.js';
import { GroupTeachersService } from './group-teachers.service.js';
import { GroupsController } from './groups.controller.js';
import { GroupsService } from './groups.service.js';

@Module({
  imports: [PupilsModule],
  controllers: [GroupsController, GroupMembersController, GroupTeachersController],
  providers: [GroupsService, GroupMembersService, GroupTeachersService],
})
export class GroupsModule {}
