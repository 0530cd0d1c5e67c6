import { KeyText } from './validation/members.js';

/** The key of a row in the system that it is synced from; unique in a school and resource. */
export class SourceDto {
  /** The other system. @example 'sims' */
  @KeyText(40)
  system!: string;

  /** Its id there. @example 'A-10027' */
  @KeyText(100)
  id!: string;
}
