/** The claims of an ID token whose signature, issuer, audience and time were checked. */
export interface IdTokenClaims {
  readonly [claim: string]: unknown;
}

/**
 * The e-mail address that an ID token vouches for, in lower case; null where it vouches for none, or was made for
 * another client or another sign-in. (OpenID Connect Core 1.0, section 3.1.3.7, and 5.1 for `email_verified`.)
 */
export function vouchedEmail(
  claims: IdTokenClaims,
  clientId: string,
  nonce: string | undefined,
): string | null {
  const { aud, azp, email } = claims;
  // A token for several audiences says which of them it was made for.
  if (Array.isArray(aud) && aud.length > 1 && azp === undefined) return null;
  if (azp !== undefined && azp !== clientId) return null;
  if (nonce !== undefined && claims['nonce'] !== nonce) return null;
  if (typeof email !== 'string' || !isVerified(claims)) return null;
  return email.trim().toLowerCase();
}

/**
 * Some providers write the claim as text. Microsoft Entra has none, but `xms_edov`, which says that the owner of
 * the address's domain was verified: without either anybody may have typed the address in.
 */
function isVerified(claims: IdTokenClaims): boolean {
  const verified = claims['email_verified'];
  if (verified !== undefined) return verified === true || verified === 'true';
  return [true, 'true', 1, '1'].some((it) => it === claims['xms_edov']);
}
