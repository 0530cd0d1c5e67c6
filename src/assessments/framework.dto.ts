import { catalogueLimits } from '@espalier/sdk/field';
import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { IsBoolean, IsObject, Matches } from 'class-validator';
import { ListQuery } from '../common/paging/list.dto.js';
import {
  Finite,
  IdText,
  InstantText,
  NestedList,
  Nullable,
  OneOf,
  Optional,
  QueryFlag,
  Text,
} from '../common/validation/members.js';

/** A grade with its place on the scale. */
export class GradeDto {
  /** @example 'EXS' */
  @Text(catalogueLimits.grade)
  grade!: string;

  /** Comparable within the framework only. @example 2 */
  @Finite()
  points!: number;
}

/** A framework to be added; with a key that is there already it is that framework's next version. */
export class CreateFrameworkDto {
  @IdText()
  schoolId!: string;

  /** Small letters, digits and hyphens. @example 'reading-test' */
  @Text(catalogueLimits.key)
  @Matches(/^[a-z0-9-]{1,60}$/, { message: '$property must be small letters, digits and hyphens' })
  key!: string;

  /** @example 'Reading test, 0 to 60' */
  @Text(catalogueLimits.title)
  title!: string;

  /** `numeric` has min, max and step; `graded` has grades. */
  @OneOf(['numeric', 'graded'])
  kind!: 'numeric' | 'graded';

  /** Numeric: the lowest value. @example 0 */
  @Nullable()
  @Finite()
  min?: number | null;

  /** Numeric: the highest value. @example 60 */
  @Nullable()
  @Finite()
  max?: number | null;

  /** Numeric: values are min, min + step, … @example 1 */
  @Nullable()
  @Finite()
  step?: number | null;

  /** Graded: from the lowest to the highest. */
  @Nullable()
  @NestedList(() => GradeDto, catalogueLimits.grades)
  grades?: GradeDto[] | null;

  @ApiProperty({
    type: 'integer',
    required: false,
    description: '−1 where a lower value is better. Left out: 1.',
  })
  @Optional()
  @OneOf([1, -1])
  direction?: 1 | -1;

  /** How far from the expected value is still on trajectory, in points. Null: not judged. @example 3 */
  @Nullable()
  @Finite()
  tolerance?: number | null;

  /** A check taken once, without a trajectory. Left out: false. */
  @Optional()
  @IsBoolean()
  oneOff?: boolean;

  /** Age-related expectation in points by National Curriculum year; a year that is not named has none. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' }, example: { 7: 30 } })
  @Optional()
  @IsObject()
  expectations?: Record<string, unknown>;

  /** In points, in the years that have an expectation. @example 50 */
  @Nullable()
  @Finite()
  higherStandard?: number | null;
}

/** Changes to a framework that nothing uses yet; its school and key stay. */
export class UpdateFrameworkDto extends PartialType(OmitType(CreateFrameworkDto, ['schoolId', 'key']), {
  skipNullProperties: false,
}) {}

/** Filters of frameworks. */
export class FrameworkQuery extends ListQuery {
  /** Those that this school made or got from its plugins; those that ship with Espalier have no school. */
  @Optional()
  @IdText()
  schoolId?: string;

  /** Every version of one key. @example 'twenty' */
  @Optional()
  @Text(60)
  key?: string;

  @Optional()
  @OneOf(['numeric', 'graded'])
  kind?: 'numeric' | 'graded';

  /** Those that this plugin brought. @example '@st-aldates/reading-ladder' */
  @Optional()
  @Text(120)
  contributedBy?: string;

  /** Those that new facts may use; false: those that they may not any more, since the school's plugin is off. */
  @Optional()
  @QueryFlag()
  offered?: boolean;

  /** Changed at or after this instant. @example '2026-01-01T00:00:00Z' */
  @Optional()
  @InstantText()
  updatedSince?: string;
}
