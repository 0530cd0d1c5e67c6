import { Injectable } from '@nestjs/common';
import { errors, jwtVerify, SignJWT } from 'jose';
import { DomainError } from '../../common/errors/domain-error.js';
import { newId } from '../../common/ids.js';
import type { Principal } from '../request-context.js';
import { isScope } from '../scopes.js';
import { Revocations, subjectOf } from './revocations.js';
import { SigningKey } from './signing-key.js';

const ISSUER = 'espalier';
const MOST_KEPT = 2_000;

/** Seconds that an access token is good for. */
export const TOKEN_SECONDS = 15 * 60;

/** A token whose signature was checked. */
interface CheckedToken {
  readonly principal: Principal;
  /** The version of the client's or person's row when it was given out; 0 in one from before tokens had it. */
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** Makes and reads access tokens: signed, 15 minutes, with scopes and schools inside. */
@Injectable()
export class AccessTokens {
  /** Tokens whose signature was checked lately. */
  private readonly checked = new Map<string, CheckedToken>();

  constructor(
    private readonly key: SigningKey,
    private readonly revocations: Revocations,
  ) {}

  /** A token for a client or a member of staff as its row is at `version`. */
  issue(principal: Principal, version: number): Promise<string> {
    const { clientId, staffId, scopes, schoolIds, taughtOnly } = principal;
    const scope = [...scopes].join(' ');
    return new SignJWT({ scope, schools: schoolIds, staff: staffId, taught: taughtOnly, ver: version })
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
    const { principal, version } = known && known.expires > Date.now() ? known : await this.check(token);
    if (!this.revocations.fresh) await this.revocations.read();
    if (this.revocations.ended(subjectOf(principal), version)) {
      throw new DomainError('token-invalid', ENDED, [], CHALLENGE);
    }
    return principal;
  }

  private async check(token: string): Promise<CheckedToken> {
    const checked = await this.verify(token);
    if (this.checked.size >= MOST_KEPT) this.checked.clear();
    this.checked.set(token, checked);
    return checked;
  }

  private async verify(token: string): Promise<CheckedToken> {
    try {
      const { payload } = await jwtVerify(token, this.key.bytes, {
        issuer: ISSUER,
        algorithms: ['HS256'],
        typ: 'at+jwt',
        requiredClaims: ['sub', 'exp'],
      });
      const { sub, exp, scope, schools, staff, taught, ver } = payload;
      return {
        expires: exp! * 1000,
        version: typeof ver === 'number' ? ver : 0,
        principal: {
          clientId: sub!,
          staffId: typeof staff === 'string' ? staff : null,
          scopes: new Set(String(scope).split(' ').filter(isScope)),
          schoolIds: Array.isArray(schools) ? (schools as string[]) : null,
          taughtOnly: taught === true,
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

const ENDED = 'The access token has ended, since who it was given to was changed; ask for a new one.';
const CHALLENGE = { 'www-authenticate': 'Bearer error="invalid_token"' };
