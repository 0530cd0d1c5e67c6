import { OmitType, PartialType } from '@nestjs/swagger';
import { ListQuery } from '../common/paging/list.dto.js';
import { SourceDto } from '../common/source.dto.js';
import { DateText, IdText, Nested, Nullable, OneOf, Optional, Text } from '../common/validation/members.js';
import { CHARACTERISTIC_KINDS, type CharacteristicKind } from './code-sets.js';
import { CreateEnrolmentDto } from './pupil.dto.js';

/** A spell on the roll to be added to a pupil who is there. */
export class AddEnrolmentDto extends CreateEnrolmentDto {
  /** The spell's key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** A spell on the roll of a batch. */
export class EnrolmentItemDto extends AddEnrolmentDto {
  @IdText()
  pupilId!: string;
}

/** Changes to a spell on the roll. */
export class UpdateEnrolmentDto extends PartialType(CreateEnrolmentDto, { skipNullProperties: false }) {}

/** Filters of a pupil's spells on the roll. */
export class EnrolmentQuery extends ListQuery {
  /** Spells that hold this date. @example '2026-07-10' */
  @Optional()
  @DateText()
  asOf?: string;

  @Optional()
  @Text(40)
  sourceSystem?: string;

  @Optional()
  @Text(100)
  sourceId?: string;
}

/** A spell of a characteristic to be added. */
export class CreateCharacteristicDto {
  @OneOf(CHARACTERISTIC_KINDS)
  kind!: CharacteristicKind;

  /** As the kind's code set has it. @example 'K' */
  @Text(10)
  value!: string;

  /** @example '2025-09-01' */
  @DateText()
  startDate!: string;

  /** The last day. @example null */
  @Nullable()
  @DateText()
  endDate?: string | null;

  /** The spell's key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** A spell of a characteristic of a batch. */
export class CharacteristicItemDto extends CreateCharacteristicDto {
  @IdText()
  pupilId!: string;
}

/** Changes to a spell of a characteristic; its kind stays. */
export class UpdateCharacteristicDto extends PartialType(
  OmitType(CreateCharacteristicDto, ['kind', 'source']),
  {
    skipNullProperties: false,
  },
) {}

/** Filters of a pupil's characteristics. */
export class CharacteristicQuery extends ListQuery {
  @Optional()
  @OneOf(CHARACTERISTIC_KINDS)
  kind?: CharacteristicKind;

  /** Spells that hold this date. @example '2026-07-10' */
  @Optional()
  @DateText()
  asOf?: string;

  @Optional()
  @Text(40)
  sourceSystem?: string;

  @Optional()
  @Text(100)
  sourceId?: string;
}
