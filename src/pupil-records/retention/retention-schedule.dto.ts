import { Nullable, Text, Whole } from '../../common/validation/members.js';

/** For how long a school keeps a kind of record. It replaces what was set before. */
export class PutRetentionScheduleDto {
  /** From what `countsFrom` names. Not below `minimumYears`. @example 7 */
  @Whole(1, 100)
  years!: number;

  /** Needed for fewer years than the usual ones. @example 'Agreed by governors on 12 March 2026' */
  @Nullable()
  @Text(500)
  reason?: string | null;
}
