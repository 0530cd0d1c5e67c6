import { OmitType, PartialType } from '@nestjs/swagger';
import { ListQuery } from '../../common/paging/list.dto.js';
import { SourceDto } from '../../common/source.dto.js';
import {
  DateText,
  IdText,
  Nested,
  Nullable,
  OneOf,
  Optional,
  Whole,
} from '../../common/validation/members.js';
import { SEN_TYPES, type SenType } from './sen-types.js';

/** A need to be added. */
export class CreateSenNeedDto {
  /** NSA only while provision is SEN support. @example 'SLCN' */
  @OneOf(SEN_TYPES)
  needType!: SenType;

  /** 1 is the primary need; no two needs at a time have the same rank. @example 1 */
  @Whole(1, 20)
  needRank!: number;

  /** The pupil's SEN provision is K or E on each day of the need. @example '2025-09-01' */
  @DateText()
  startDate!: string;

  /** The last day. @example null */
  @Nullable()
  @DateText()
  endDate?: string | null;

  /** The need's key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** A need of a batch. */
export class SenNeedItemDto extends CreateSenNeedDto {
  @IdText()
  pupilId!: string;
}

/** Changes to a need. */
export class UpdateSenNeedDto extends PartialType(OmitType(CreateSenNeedDto, ['source']), {
  skipNullProperties: false,
}) {}

/** Filters of a pupil's needs. */
export class SenNeedQuery extends ListQuery {
  /** Needs that are there on this date, while SEN provision is K or E. @example '2026-07-10' */
  @Optional()
  @DateText()
  asOf?: string;
}
