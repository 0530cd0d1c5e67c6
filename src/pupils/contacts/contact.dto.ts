import { OmitType, PartialType } from '@nestjs/swagger';
import { IsBoolean, IsEmail } from 'class-validator';
import { ListQuery } from '../../common/paging/list.dto.js';
import { SourceDto } from '../../common/source.dto.js';
import {
  IdText,
  InstantText,
  Nested,
  Nullable,
  OneOf,
  Optional,
  QueryFlag,
  Text,
  Whole,
} from '../../common/validation/members.js';
import { type Relationship, RELATIONSHIPS } from './relationships.js';

/** A contact of a pupil to be added. */
export class CreateContactDto {
  @IdText()
  pupilId!: string;

  /** @example 'Ngozi Okafor' */
  @Text(120)
  name!: string;

  /** Of the person to the pupil. */
  @OneOf(RELATIONSHIPS)
  relationship!: Relationship;

  /** Whether the person has parental responsibility in law. A relationship does not tell. */
  @IsBoolean()
  parentalResponsibility!: boolean;

  /** False: the school does not get in touch with the person about the pupil. */
  @IsBoolean()
  mayBeContacted!: boolean;

  /** 1 is called first; two who are called alike have the same. @example 1 */
  @Whole(1, 99)
  priority!: number;

  /** @example '01632 960123' */
  @Nullable()
  @Text(40)
  phone?: string | null;

  /** @example 'ngozi.okafor@example.org' */
  @Nullable()
  @IsEmail()
  @Text(190)
  email?: string | null;

  /** On one line. @example '4 Mill Lane, Norwich NR1 1AA' */
  @Nullable()
  @Text(500)
  address?: string | null;

  /** What a court has ordered about this person and the pupil. @example null */
  @Nullable()
  @Text(1000)
  courtOrder?: string | null;

  /** The contact's key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** Changes to a contact. */
export class UpdateContactDto extends PartialType(OmitType(CreateContactDto, ['pupilId', 'source']), {
  skipNullProperties: false,
}) {}

/** Filters of contacts. */
export class ContactQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  pupilId?: string;

  @Optional()
  @OneOf(RELATIONSHIPS)
  relationship?: Relationship;

  @Optional()
  @QueryFlag()
  parentalResponsibility?: boolean;

  @Optional()
  @QueryFlag()
  mayBeContacted?: boolean;

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
