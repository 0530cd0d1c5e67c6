/** An access token, in the words of RFC 6749. */
export class TokenView {
  access_token!: string;
  /** @example 'Bearer' */
  token_type!: string;
  /** Seconds. @example 900 */
  expires_in!: number;
  /** The scopes, separated by spaces. @example 'pupils:read pupils:write' */
  scope!: string;
}

/** The session of a member of staff. */
export class SessionView {
  accessToken!: string;
  /** @example 'Bearer' */
  tokenType!: string;
  /** Seconds. @example 900 */
  expiresIn!: number;
  scopes!: string[];
  staffId!: string;
  schoolId!: string;
}
