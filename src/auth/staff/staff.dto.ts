import { OmitType, PartialType } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsEmail, IsIn, MinLength } from 'class-validator';
import { ListQuery } from '../../common/paging/list.dto.js';
import { IdText, Nullable, Optional, Text } from '../../common/validation/members.js';
import { STAFF_ROLES, type StaffRole } from '../scopes.js';

/** A member of staff to be added. */
export class CreateStaffDto {
  @IdText()
  schoolId!: string;

  /** @example 'Sam Whitfield' */
  @Text(120)
  name!: string;

  /** Unique in the installation. @example 'senco@demo.school' */
  @IsEmail()
  @Text(190)
  email!: string;

  /** @example ['senco'] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(STAFF_ROLES.length)
  @IsIn(STAFF_ROLES, { each: true, message: `$property takes ${STAFF_ROLES.join(', ')}` })
  roles!: StaffRole[];

  /** For signing in; without one the person cannot. */
  @Nullable()
  @Text(200)
  @MinLength(10)
  password?: string | null;
}

/** Changes to a member of staff. */
export class UpdateStaffDto extends PartialType(OmitType(CreateStaffDto, ['schoolId']), {
  skipNullProperties: false,
}) {
  /** False refuses sign-in. */
  @Optional()
  @IsBoolean()
  enabled?: boolean;
}

/** Filters of staff. */
export class StaffQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;
}
