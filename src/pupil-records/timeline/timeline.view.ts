import { ApiProperty } from '@nestjs/swagger';

/** Something that happened to a pupil, or is due, on a date. */
export class TimelineEntryView {
  /** @example '2026-04-10' */
  date!: string;
  /** @example 'result' */
  kind!: string;
  /** In a few plain words, subjects and provisions by the names that the school has for them. @example 'Result in Mathematics: 12' */
  title!: string;
  /** The resource that it comes from. @example 'results' */
  resource!: string;
  /** The id of its row there. */
  resourceId!: string;
  /** What the row says, as its kind has it. @example { "subject": "mathematics", "value": 12 } */
  @ApiProperty({ type: 'object', additionalProperties: true })
  detail!: Record<string, unknown>;
}
