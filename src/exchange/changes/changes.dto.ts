import { Optional, QueryWhole, Text } from '../../common/validation/members.js';

/** Where to go on in a school's changes. */
export class ChangesQuery {
  /** Changes after this version; 0 begins at the beginning. @example 0 */
  @Optional()
  @QueryWhole(0, 2_147_483_647)
  since: number = 0;

  @Optional()
  @QueryWhole(1, 500)
  limit: number = 50;

  /** Only changes of this resource. @example 'pupils' */
  @Optional()
  @Text(40)
  resource?: string;
}
