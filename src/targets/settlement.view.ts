/** What settling did. */
export class SettlementView {
  schoolId!: string;
  /** @example '2026-09-01' */
  asOf!: string;
  /** Targets that are met from now on. @example 41 */
  met!: number;
  /** Targets that are missed from now on: short of it, or not assessed by the due date. @example 17 */
  missed!: number;
  /** Of those missed, the ones without a result between baseline and due date. @example 2 */
  notAssessed!: number;
  /** Targets that were settled before and stay as they are. @example 0 */
  unchanged!: number;
}
