import { Injectable } from '@nestjs/common';
import { DomainError } from '../../common/errors/domain-error.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { audit } from '../audit/audit.js';
import { ClientEntity } from '../clients/client.entity.js';
import { isScope, type Scope, scopesOfRoles } from '../scopes.js';
import { secretMatches } from '../secrets.js';
import { StaffEntity } from '../staff/staff.entity.js';
import { OAuthError } from './oauth-error.js';
import { AccessTokens } from './access-tokens.js';
import { IdTokens } from './id-tokens.js';

/** A token with the scopes it was given. */
export interface GrantedToken {
  readonly token: string;
  readonly scopes: readonly Scope[];
}

/** A token of a member of staff. */
export interface GrantedSession extends GrantedToken {
  readonly staff: StaffEntity;
}

/** Clients and staff sign in here. */
@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly tokens: AccessTokens,
    private readonly idTokens: IdTokens,
  ) {}

  /** RFC 6749, client credentials. `scope` narrows what the client has. Throws `OAuthError`. */
  async client(clientId: string, secret: string, scope: string | undefined): Promise<GrantedToken> {
    const found = await this.database.selectOne(ClientEntity, 'where client_id = ?', [clientId.slice(0, 64)]);
    // MySQL and MariaDB take no notice of spaces at the end.
    const client = found?.clientId === clientId ? found : null;
    const matches = await secretMatches(secret, client?.secretHash ?? null);
    if (!client || !matches || !client.enabled) {
      throw new OAuthError('invalid_client', 'The client is not known or its secret is wrong.');
    }
    const asked = scope?.split(' ').filter(Boolean) ?? client.scopes;
    const refused = asked.filter((it) => !isScope(it) || !client.scopes.includes(it));
    if (refused.length > 0) throw new OAuthError('invalid_scope', `Not this client’s: ${refused.join(' ')}.`);
    const scopes = asked as Scope[];
    const schoolIds = client.trustId === null ? client.schoolIds : await this.schoolsOf(client.trustId);
    const { sinceVersion } = client;
    const principal = { clientId, staffId: null, scopes: new Set(scopes), schoolIds, taughtOnly: false };
    return { token: await this.tokens.issue(principal, sinceVersion), scopes };
  }

  /** The schools of a trust as it is now. The table is a later domain's. */
  private async schoolsOf(trustId: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>('select id from school where trust_id = ?', [
      trustId,
    ]);
    return rows.map((it) => it.id);
  }

  /** A member of staff, by e-mail address and password. Throws `credentials-invalid`. */
  async staff(email: string, password: string): Promise<GrantedSession> {
    const staff = await this.database.selectOne(StaffEntity, 'where email = ?', [email.trim().toLowerCase()]);
    const matches = await secretMatches(password, staff?.passwordHash ?? null);
    if (!staff || !matches || !staff.enabled) {
      throw new DomainError('credentials-invalid', 'The e-mail address or the password is wrong.');
    }
    return this.session(staff, 'password');
  }

  /**
   * A member of staff, by an ID token. One that is not to be believed and one of an unknown person are told alike:
   * throws `credentials-invalid`; also what `IdTokens` throws.
   */
  async staffByIdToken(idToken: string, nonce: string | undefined): Promise<GrantedSession> {
    const email = await this.idTokens.email(idToken, nonce);
    const staff =
      email === null ? null : await this.database.selectOne(StaffEntity, 'where email = ?', [email]);
    if (!staff?.enabled) {
      throw new DomainError('credentials-invalid', 'The ID token opens no session here.');
    }
    return this.session(staff, 'openid-connect');
  }

  private async session(staff: StaffEntity, method: 'password' | 'openid-connect'): Promise<GrantedSession> {
    const scopes = scopesOfRoles(staff.roles);
    const principal = {
      clientId: 'staff',
      staffId: staff.id,
      scopes: new Set(scopes),
      schoolIds: [staff.ownerId],
      taughtOnly: staff.roles.every((it) => it === 'teacher'),
    };
    await this.uow.run(principal, async (tx) => {
      audit(tx, {
        ownerId: staff.ownerId,
        action: 'staff.sign-in',
        resource: 'staff',
        resourceId: staff.id,
        detail: { method },
      });
    });
    return { token: await this.tokens.issue(principal, staff.sinceVersion), scopes, staff };
  }
}
