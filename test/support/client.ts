import { ADMIN, type TestServer } from './server.js';

/** An answer with its body read. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** The problem document of an error. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly errors?: { pointer: string; code: string; detail: string }[];
}

/** A page of a list. */
export interface Page<T> {
  readonly data: T[];
  readonly page: { readonly next: string | null; readonly total?: number };
}

/** Calls the API with one access token. Answers of any status are handed back. */
export class ApiClient {
  constructor(
    readonly server: Pick<TestServer, 'url'>,
    readonly token: string | null,
  ) {}

  // The shape of an answer is the test's own claim, which its expectations then check.

  async send<T>(
    method: string,
    path: string,
    init: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const { body, headers = {} } = init;
    const raw = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData;
    const response = await fetch(this.server.url + path, {
      method,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && {
        body: (raw ? body : JSON.stringify(body)) as NonNullable<RequestInit['body']>,
      }),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      body: (json ? JSON.parse(text) : text) as T,
    };
  }

  get<T>(path: string, headers?: Record<string, string>): Promise<Answer<T>> {
    return this.send<T>('GET', path, headers ? { headers } : {});
  }

  post<T>(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer<T>> {
    return this.send<T>('POST', path, headers ? { body, headers } : { body });
  }

  /** A merge patch; reads the ETag first where none is given. */
  async patch<T>(path: string, body: unknown, ifMatch?: string): Promise<Answer<T>> {
    const etag = ifMatch ?? (await this.get(path)).headers.get('etag') ?? '';
    const headers = { 'if-match': etag, 'content-type': 'application/merge-patch+json' };
    return this.send<T>('PATCH', path, { body, headers });
  }

  /** The body of an answer that must have a status below 300. */
  async expect<T>(answer: Promise<Answer<T>>): Promise<T> {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  }
}

/** Signs a client in. */
export async function signIn(
  server: Pick<TestServer, 'url'>,
  client: { readonly id: string; readonly secret: string } = ADMIN,
): Promise<ApiClient> {
  const response = await fetch(`${server.url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client.id,
      client_secret: client.secret,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (!token) throw new Error(`No token: ${response.status}`);
  return new ApiClient(server, token);
}

/** Signs a member of staff in. */
export async function signInStaff(
  server: Pick<TestServer, 'url'>,
  email: string,
  password: string,
): Promise<ApiClient> {
  const open = new ApiClient(server, null);
  const session = await open.expect(
    open.post<{ accessToken: string }>('/api/v1/auth/sessions', { email, password }),
  );
  return new ApiClient(server, session.accessToken);
}
