import { IsString, MaxLength } from 'class-validator';
import { Optional, QueryFlag, QueryWhole } from '../validation/members.js';

/** Query parameters of one resource's reading. */
export class ReadQuery {
  /** Members to show, separated by commas; the id is always there. @example 'id' */
  @Optional()
  @IsString()
  @MaxLength(500)
  fields?: string;
}

/** Query parameters that every list has. */
export class ListQuery extends ReadQuery {
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
