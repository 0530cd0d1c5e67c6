import { IsArray, ArrayMaxSize, ArrayMinSize } from 'class-validator';
import { OneOf, Optional, QueryFlag } from '../validation/members.js';

/** The items of a batch; each is checked on its own. */
export class BatchDto {
  // The lowest is checked first.
  @ArrayMaxSize(1000)
  @ArrayMinSize(1)
  @IsArray()
  items!: unknown[];
}

/** How a batch is carried out. */
export class BatchQuery {
  /** All or nothing. */
  @Optional()
  @QueryFlag()
  atomic?: boolean;

  /** `source` changes the row with the same source key instead of adding one. */
  @Optional()
  @OneOf(['source'])
  match?: 'source';
}
