import { OmitType, PartialType } from '@nestjs/swagger';
import { IsBoolean, IsEmail, MinLength } from 'class-validator';
import { ListQuery } from '../../common/paging/list.dto.js';
import { IdText, Nullable, Optional, SomeOf, Text } from '../../common/validation/members.js';
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
  @SomeOf(STAFF_ROLES, 1)
  roles!: StaffRole[];

  /** For signing in; without one the person cannot. */
  @Nullable()
  @Text(200)
  @MinLength(10)
  password?: string | null;
}

/** Changes to a member of staff. Where roles, password or `enabled` change, tokens given out before end at once. */
export class UpdateStaffDto extends PartialType(OmitType(CreateStaffDto, ['schoolId']), {
  skipNullProperties: false,
}) {
  /** False refuses sign-in and ends the sessions there are. */
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
