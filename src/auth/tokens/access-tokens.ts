import { Injectable } from '@nestjs/common';
import { errors, jwtVerify, SignJWT } from 'jose';
import { DomainError } from '../../common/errors/domain-error.js';
import { newId } from '../../common/ids.js';
import type { Principal } from '../request-context.js';
import { isScope } from '../scopes.js';
import { SigningKey } from './signing-key.js';

const ISSUER = 'espalier';
const MOST_KEPT = 2_000;

/** Seconds that an access token is good for. */
export const TOKEN_SECONDS = 15 * 60;

/** Makes and reads access tokens: signed, 15 minutes, with scopes and schools inside. */
@Injectable()
export class AccessTokens {
  /** Tokens whose signature was checked lately, with the instant at which they expire. */
  private readonly checked = new Map<string, { readonly principal: Principal; readonly expires: number }>();

  constructor(private readonly key: SigningKey) {}

  issue(principal: Principal): Promise<string> {
    const { clientId, staffId, scopes, schoolIds } = principal;
    return new SignJWT({ scope: [...scopes].join(' '), schools: schoolIds, staff: staffId })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
      .setIssuer(ISSUER)
      .setSubject(clientId)
      .setJti(newId())
      .setIssuedAt()
      .setExpirationTime(`${TOKEN_SECONDS}s`)
      .sign(this.key.bytes);
  }

  /** Whom a token speaks for. Throws `token-expired` or `token-invalid`. */
  async read(token: string): Promise<Principal> {
    const known = this.checked.get(token);
    if (known && known.expires > Date.now()) return known.principal;
    const { principal, expires } = await this.verify(token);
    if (this.checked.size >= MOST_KEPT) this.checked.clear();
    this.checked.set(token, { principal, expires });
    return principal;
  }

  private async verify(token: string): Promise<{ principal: Principal; expires: number }> {
    try {
      const { payload } = await jwtVerify(token, this.key.bytes, {
        issuer: ISSUER,
        algorithms: ['HS256'],
        typ: 'at+jwt',
        requiredClaims: ['sub', 'exp'],
      });
      const { sub, exp, scope, schools, staff } = payload;
      return {
        expires: exp! * 1000,
        principal: {
          clientId: sub!,
          staffId: typeof staff === 'string' ? staff : null,
          scopes: new Set(String(scope).split(' ').filter(isScope)),
          schoolIds: Array.isArray(schools) ? (schools as string[]) : null,
        },
      };
    } catch (error) {
      if (error instanceof errors.JWTExpired) {
        throw new DomainError(
          'token-expired',
          'The access token has expired; ask for a new one.',
          [],
          CHALLENGE,
        );
      }
      throw new DomainError('token-invalid', 'The access token is not one of this server’s.', [], CHALLENGE);
    }
  }
}

const CHALLENGE = { 'www-authenticate': 'Bearer error="invalid_token"' };
