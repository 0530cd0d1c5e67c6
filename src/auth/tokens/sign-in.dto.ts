import { Text } from '../../common/validation/members.js';

/** The sign-in of a member of staff. */
export class CreateSessionDto {
  /** @example 'senco@demo.school' */
  @Text(190)
  email!: string;

  /** @example 'demo-senco' */
  @Text(200)
  password!: string;
}
