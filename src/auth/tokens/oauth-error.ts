/** An error of the token endpoint, in the words of RFC 6749, section 5.2. */
export class OAuthError extends Error {
  readonly status: number;

  constructor(
    readonly error: 'invalid_request' | 'invalid_client' | 'invalid_scope' | 'unsupported_grant_type',
    readonly description: string,
  ) {
    super(`${error}: ${description}`);
    this.status = error === 'invalid_client' ? 401 : 400;
  }
}
