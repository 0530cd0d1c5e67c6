/** A kind of a pupil's record that is due for a person's decision. */
export class RetentionReviewView {
  pupilId!: string;
  /** @example 'attendance' */
  kind!: string;
  /** When the first of it fell due. @example '2026-07-21' */
  dueDate!: string;
  /** When the last of it falls due: what is not yet due stays. @example '2027-07-18' */
  wholeDueDate!: string;
  /** How many rows are due. @example 39 */
  records!: number;
  /** @example 6 */
  years!: number;
  /** @example 'SI 2024/208, regulation 7' */
  basis!: string;
  /** Whether the school has set the term: else it is the product's default, which nobody has confirmed. */
  setBySchool!: boolean;
  /** Whether a legal hold keeps it. @example false */
  held!: boolean;
}
