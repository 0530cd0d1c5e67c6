import { ListQuery } from '../../common/paging/list.dto.js';
import { IdText, OneOf, Optional, Text } from '../../common/validation/members.js';
import { ERASURE_GROUNDS, type ErasureGround } from './erasure.entity.js';

/** Why a pupil's record is erased. */
export class CreateErasureDto {
  @OneOf(ERASURE_GROUNDS)
  ground!: ErasureGround;

  /** Stays when the record is gone: name nobody in it. @example 'Agreed by the data protection officer' */
  @Text(500)
  reason!: string;
}

/** Filters of erasures. */
export class ErasureQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;
}
