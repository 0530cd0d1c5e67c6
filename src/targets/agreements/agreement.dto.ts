import { ListQuery } from '../../common/paging/list.dto.js';
import { DateText, IdText, Nullable, OneOf, Optional, Text } from '../../common/validation/members.js';
import { AGREEMENT_PARTIES, AGREEMENT_VIEWS, type AgreementParty } from './agreement.entity.js';

/** What somebody said to a target. */
export class CreateAgreementDto {
  @OneOf(AGREEMENT_PARTIES)
  party!: AgreementParty;

  /** Left out: agrees. */
  @Optional()
  @OneOf(AGREEMENT_VIEWS)
  view?: (typeof AGREEMENT_VIEWS)[number];

  /** Of the parent; of a member of staff where it is another than the one who records it. @example 'Ngozi Okafor' */
  @Nullable()
  @Text(120)
  name?: string | null;

  /** The parent, where the school keeps the contact; its name then need not be sent. */
  @Nullable()
  @IdText()
  contactId?: string | null;

  /** The day on which it was said; not after today. Left out: today. @example '2026-01-16' */
  @Optional()
  @DateText()
  date?: string;

  /** In the person's own words. @example 'I want to get to 12 by the summer.' */
  @Nullable()
  @Text(2000)
  comment?: string | null;

  /** The member of staff who records it: a program names the person, for a person it is that person. */
  @Optional()
  @IdText()
  recordedBy?: string;
}

/** An agreement taken back. */
export class WithdrawAgreementDto {
  /** @example 'The family asks for a later date' */
  @Text(500)
  reason!: string;

  /** Not before the day of the agreement and not after today. Left out: today. @example '2026-02-20' */
  @Optional()
  @DateText()
  date?: string;

  /** The member of staff who records it: a program names the person, for a person it is that person. */
  @Optional()
  @IdText()
  recordedBy?: string;
}

/** Filters of a target's agreements. */
export class AgreementQuery extends ListQuery {
  @Optional()
  @OneOf(AGREEMENT_PARTIES)
  party?: AgreementParty;
}
