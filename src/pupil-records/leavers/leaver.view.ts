import { ApiProperty } from '@nestjs/swagger';

/** The request by which a person ends what is open. Nothing ends by itself. */
export class EndingRequestView {
  /** DELETE, PATCH or POST. @example 'PATCH' */
  method!: string;
  /** @example '/api/v1/plans/01900000-0000-7000-8000-000000000012' */
  path!: string;
  /** What it says, with the pupil’s last day where it takes one; null where it has no body. */
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    example: { status: 'closed', endDate: '2026-10-16', closedReason: 'Has left the school' },
  })
  body!: Record<string, unknown> | null;
  /** Members that only a person can say, to be added to the body. @example [] */
  asks!: string[];
}

/** What is still open of a pupil who has left. */
export class OpenRecordView {
  /** group, sen, plan, referral, intervention, target or recommendation. @example 'plan' */
  kind!: string;
  /** The resource that it is of. @example 'plans' */
  resource!: string;
  id!: string;
  /** For `If-Match`. @example 412 */
  version!: number;
  /** In plain words. @example 'SEN support plan (cycle 2)' */
  title!: string;
  /** Its status; of SEN provision K or E. @example 'open' */
  status!: string | null;
  /** When it began, where it has. @example '2026-09-07' */
  since!: string | null;
  /** The last day that is planned, or by which it is due. @example '2026-12-11' */
  until!: string | null;
  end!: EndingRequestView;
}

/** A pupil who has left, with what nobody has ended yet. Derived, never stored. */
export class LeaverView {
  /** The pupil’s. */
  id!: string;
  schoolId!: string;
  /** @example 'Amira' */
  legalForename!: string;
  /** @example 'Okafor' */
  legalSurname!: string;
  /** The last day on roll; null where the pupil is registered as previous and no day is known. @example '2026-10-16' */
  leftOn!: string | null;
  /** When the pupil is to come onto the roll again, where that is known. @example null */
  returnsOn!: string | null;
  /** Of one kind after the other. */
  open!: OpenRecordView[];
}
