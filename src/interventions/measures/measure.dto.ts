import { FrameworkRefDto } from '../../assessments/results/result.dto.js';
import { DateText, Finite, IdText, Nested, Nullable, Text } from '../../common/validation/members.js';

/**
 * Where a pupil stands: a result of the pupil, a value in a framework, or a value of something that a name tells, as
 * words read in a minute. Entry and exit of an intervention are in the same.
 */
export class MeasureDto {
  /** A result of the pupil; framework, value and date are its own, so that nothing else is given. */
  @Nullable()
  @IdText()
  resultId?: string | null;

  /** An exit measure without it is in what the entry measure is in. */
  @Nullable()
  @Nested(() => FrameworkRefDto)
  framework?: FrameworkRefDto | null;

  /** What is measured, where it is in no framework. @example null */
  @Nullable()
  @Text(120)
  name?: string | null;

  /** Of a numeric framework, or of what the name tells. @example 95 */
  @Nullable()
  @Finite()
  value?: number | null;

  /** Of a graded framework. @example null */
  @Nullable()
  @Text(20)
  grade?: string | null;

  /** Not after today. @example '2026-09-07' */
  @Nullable()
  @DateText()
  date?: string | null;
}
