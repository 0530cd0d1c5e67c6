import { join } from 'node:path';
import type { BenchDatabase } from '../databases.ts';
import { type Listening, startListening } from '../processes.ts';

const ROOT = join(import.meta.dirname, '../..');
const ADMIN = { id: 'bench-admin', secret: 'bench-admin-secret' };

/** Starts the server as shipped, with room for the load. */
export function startServer(
  { url }: BenchDatabase,
  options: { readonly nodeArgs?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Listening> {
  return startListening([...(options.nodeArgs ?? []), '--disable-sigusr1', join(ROOT, 'dist/main.js')], {
    DATABASE_URL: url,
    PORT: '0',
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
    ESPALIER_ADMIN_CLIENT_ID: ADMIN.id,
    ESPALIER_ADMIN_CLIENT_SECRET: ADMIN.secret,
    ESPALIER_LIMIT_REQUESTS_PER_MINUTE: '100000000',
    ...options.env,
  });
}

/** What a member of staff signs in with. */
export interface Person {
  readonly email: string;
  readonly password: string;
}

/** Calls the API with one access token; an answer of 300 or more throws. */
export class Api {
  readonly server: Listening;
  readonly token: string;

  private constructor(server: Listening, token: string) {
    this.server = server;
    this.token = token;
  }

  static async signIn(
    server: Listening,
    client: { readonly id: string; readonly secret: string } = ADMIN,
  ): Promise<Api> {
    const response = await fetch(`${server.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: client.id,
        client_secret: client.secret,
      }),
    });
    const body = (await response.json()) as { access_token?: string };
    if (!body.access_token) throw new Error(`no token: ${response.status} ${JSON.stringify(body)}`);
    return new Api(server, body.access_token);
  }

  /** A new member of a school's staff with a role, who can sign in. */
  async staff(schoolId: string, role: string): Promise<Person> {
    const person = { email: `${role}-${schoolId}@bench.school`, password: `bench-${role}-password` };
    await this.post('/api/v1/staff', { schoolId, name: `Bench ${role}`, roles: [role], ...person });
    return person;
  }

  /** A client of every school with these scopes, signed in. */
  async client(clientId: string, scopes: readonly string[]): Promise<Api> {
    const body = { clientId, name: clientId, scopes, schoolIds: null };
    const { clientSecret } = await this.post<{ clientSecret: string }>('/api/v1/clients', body);
    return Api.signIn(this.server, { id: clientId, secret: clientSecret });
  }

  static async signInStaff(server: Listening, person: Person): Promise<Api> {
    const nobody = new Api(server, '');
    const { accessToken } = await nobody.post<{ accessToken: string }>('/api/v1/auth/sessions', person);
    return new Api(server, accessToken);
  }

  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.send<T>('POST', path, body);
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.send<T>('PUT', path, body);
  }

  private async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const upload = body instanceof FormData;
    const response = await fetch(this.server.url + path, {
      method,
      headers: {
        ...(this.token !== '' && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && !upload && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: upload ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
    return JSON.parse(text) as T;
  }
}
