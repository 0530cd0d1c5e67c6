import { OmitType, PartialType } from '@nestjs/swagger';
import { IsBoolean, IsEmail, MinLength } from 'class-validator';
import { ListQuery } from '../../common/paging/list.dto.js';
import { SourceDto } from '../../common/source.dto.js';
import {
  IdText,
  InstantText,
  Nested,
  Nullable,
  Optional,
  SomeOf,
  Text,
} from '../../common/validation/members.js';
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

  /** The person's key in the system that staff are synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** A member of staff of a batch. It has no password: one who is there keeps theirs, a new one is given it later. */
export class StaffItemDto extends OmitType(CreateStaffDto, ['password']) {
  /** False refuses sign-in and ends the sessions there are; left out, it stays. */
  @Optional()
  @IsBoolean()
  enabled?: boolean;
}

/** Changes to a member of staff. Where roles, password or `enabled` change, tokens given out before end at once. */
export class UpdateStaffDto extends PartialType(OmitType(CreateStaffDto, ['schoolId', 'source']), {
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

  /** Changed at or after this instant. @example '2026-01-01T00:00:00Z' */
  @Optional()
  @InstantText()
  updatedSince?: string;

  @Optional()
  @Text(40)
  sourceSystem?: string;

  @Optional()
  @Text(100)
  sourceId?: string;
}
