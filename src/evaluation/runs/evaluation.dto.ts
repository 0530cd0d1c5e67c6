import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsString,
  Matches,
  MaxLength,
} from 'class-validator';
import { PageQuery } from '../../common/paging/list.dto.js';
import { DateText, IdText, Nullable, OneOf, Optional, QueryFlag } from '../../common/validation/members.js';
import { OUTCOMES, type OutcomeKind } from './outcome.js';

/** A run to be started. */
export class CreateEvaluationDto {
  @IdText()
  schoolId!: string;

  /**
   * Which of the school's enabled policies: `<plugin>/<policy id>`. All of them where it is left out.
   * @example ['@espalier/trajectory-catch-up/trajectory-catch-up']
   */
  @Nullable()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(280, { each: true })
  policies?: string[] | null;

  /** Which pupils; all on roll at `asOf` where it is left out. */
  @Nullable()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(5000)
  @ArrayUnique()
  @Matches(/^[0-9a-f-]{36}$/, { each: true, message: '$property takes ids of pupils' })
  pupilIds?: string[] | null;

  /** The date as of which pupils are seen; today where it is left out. @example '2026-07-10' */
  @Nullable()
  @DateText()
  asOf?: string | null;

  /** `live` makes, updates and resolves recommendations; `dry` only tells what each pupil would get. */
  @OneOf(['live', 'dry'])
  mode!: 'live' | 'dry';
}

/** Filters of runs. */
export class EvaluationQuery extends PageQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @OneOf(['live', 'dry'])
  mode?: 'live' | 'dry';

  /** Runs that changes or dates started, or those that somebody asked for. */
  @Optional()
  @QueryFlag()
  triggered?: boolean;

  @Optional()
  @OneOf(['running', 'succeeded', 'failed'])
  status?: 'running' | 'succeeded' | 'failed';
}

/** Filters of what pupils got in a run. */
export class EvaluationResultQuery extends PageQuery {
  @Optional()
  @OneOf(OUTCOMES)
  outcome?: OutcomeKind;

  @Optional()
  @IdText()
  pupilId?: string;

  /** `<plugin>/<policy id>`. */
  @Optional()
  @IsString()
  @MaxLength(280)
  policy?: string;
}
