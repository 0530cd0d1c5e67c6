import { IsString, MaxLength } from 'class-validator';
import { KnownInstant, Optional, QueryFlag, QueryWhole } from '../validation/members.js';

/** Query parameters of reading what has no past: calculated answers, and rows that are only ever added. */
export class FieldsQuery {
  /** Members to show, separated by commas; the id is always there. @example 'id' */
  @Optional()
  @IsString()
  @MaxLength(500)
  fields?: string;
}

/** Query parameters of a list of what has no past. */
export class PageQuery extends FieldsQuery {
  /** How many to a page. */
  @Optional()
  @QueryWhole(1, 500)
  limit: number = 50;

  /** `page.next` of the page before. */
  @Optional()
  @IsString()
  @MaxLength(2000)
  cursor?: string;

  /** Adds `page.total`. */
  @Optional()
  @QueryFlag()
  count?: boolean;

  /** Members to sort by, separated by commas; a minus sorts downwards. @example 'id' */
  @Optional()
  @IsString()
  @MaxLength(200)
  sort?: string;
}

/** Query parameters of one fact's reading. */
export class ReadQuery extends FieldsQuery {
  /** As it was known at this instant. @example '2026-01-01T00:00:00Z' */
  @Optional()
  @KnownInstant()
  knownAt?: string;
}

/** Query parameters of a list of facts. */
export class ListQuery extends PageQuery {
  /** As it was known at this instant. @example '2026-01-01T00:00:00Z' */
  @Optional()
  @KnownInstant()
  knownAt?: string;
}
