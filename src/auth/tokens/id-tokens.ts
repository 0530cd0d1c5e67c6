import { Inject, Injectable, Logger } from '@nestjs/common';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type RemoteJWKSet } from 'jose';
import { DomainError } from '../../common/errors/domain-error.js';
import type { Config } from '../../config/config.js';
import { APP_CONFIG } from '../../config/config.token.js';
import { vouchedEmail } from './id-token-claims.js';

type Oidc = NonNullable<Config['oidc']>;

/** Signatures by key pairs only: with a shared secret the issuer's public key could be passed off as one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const TIMEOUT_MILLIS = 5_000;
/** A key that is not known is asked for no more often, so that made-up key ids do not become load on the issuer. */
const COOLDOWN_MILLIS = 1_000;
const CLOCK_SECONDS = 30;

/** Faults of a token; whatever else goes wrong is the issuer's. */
const TOKEN_FAULTS = [
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSMultipleMatchingKeys,
  errors.JWKSNoMatchingKey,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWTClaimValidationFailed,
  errors.JWTExpired,
  errors.JWTInvalid,
];

/** Reads ID tokens of the OpenID Connect issuer that the environment names. */
@Injectable()
export class IdTokens {
  private readonly logger = new Logger('sign-in');
  private readonly oidc: Oidc | null;
  /** The issuer says once where its keys are; they may change there at any time. */
  private keys: RemoteJWKSet | null = null;

  constructor(@Inject(APP_CONFIG) { oidc }: Config) {
    this.oidc = oidc;
  }

  /**
   * The e-mail address that a token vouches for; null for a token that is not to be believed, for whatever reason.
   * Throws `sign-in-not-configured`, and `unavailable` where the issuer cannot be asked for its keys.
   */
  async email(token: string, nonce: string | undefined): Promise<string | null> {
    const { oidc } = this;
    if (!oidc) {
      throw new DomainError(
        'sign-in-not-configured',
        'This server takes no ID tokens; sign in by e-mail and password.',
      );
    }
    try {
      this.keys ??= await findKeys(oidc.issuer);
      return vouchedEmail(await verify(token, this.keys, oidc), oidc.clientId, nonce);
    } catch (error) {
      if (TOKEN_FAULTS.some((it) => error instanceof it)) return null;
      this.logger.warn(`The OpenID Connect issuer ${oidc.issuer} cannot be used: ${String(error)}`);
      throw new DomainError('unavailable', 'The issuer of ID tokens does not answer. Try again soon.', [], {
        'retry-after': '5',
      });
    }
  }
}

async function verify(token: string, keys: RemoteJWKSet, { issuer, clientId }: Oidc): Promise<JWTPayload> {
  const { payload, protectedHeader } = await jwtVerify(token, keys, {
    issuer,
    audience: clientId,
    algorithms: ALGORITHMS,
    clockTolerance: CLOCK_SECONDS,
    requiredClaims: ['sub', 'iat', 'exp'],
  });
  // Access and logout tokens of the same issuer say what they are; an ID token need not.
  if (!/^(application\/)?jwt$/i.test(protectedHeader.typ ?? 'JWT'))
    throw new errors.JWTInvalid('No ID token');
  return payload;
}

/** OpenID Connect Discovery 1.0, section 4. */
async function findKeys(issuer: string): Promise<RemoteJWKSet> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MILLIS),
  });
  if (response.status !== 200) throw new Error(`its configuration answers ${response.status}`);
  const found = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown } | null;
  if (found?.issuer !== issuer) throw new Error(`its configuration is that of ${String(found?.issuer)}`);
  const keys = new URL(String(found.jwks_uri));
  if (keys.protocol !== 'https:' && keys.protocol !== new URL(issuer).protocol) {
    throw new Error('its keys are not behind https');
  }
  return createRemoteJWKSet(keys, {
    timeoutDuration: TIMEOUT_MILLIS,
    cooldownDuration: COOLDOWN_MILLIS,
  });
}
