import { Optional, Text } from '../../common/validation/members.js';

/** The sign-in of a member of staff by e-mail address and password. */
export class PasswordSessionDto {
  /** @example 'senco@demo.school' */
  @Text(190)
  email!: string;

  /** @example 'demo-senco' */
  @Text(200)
  password!: string;
}

/** The sign-in of a member of staff by OpenID Connect. */
export class IdTokenSessionDto {
  /** An ID token of the issuer that this server knows, with a verified e-mail address. @example 'eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJzdWIiOiIxMDI3In0.c2lnbmF0dXJl' */
  @Text(16_384)
  idToken!: string;

  /** The nonce that was sent to the issuer; the token must have it then. @example 'n-0S6_WzA2Mj' */
  @Optional()
  @Text(200)
  nonce?: string;
}
