import { cleanText } from '../sandbox/clean-text.js';
import { CliError } from './command.js';
import type { Credentials } from './credentials.js';
import type { ReadablePlugin } from './what-it-reads.js';

/** A version of a plugin as a server shows it. */
export interface ServerPlugin extends ReadablePlugin {
  readonly state: string;
  readonly inputs: readonly string[];
  readonly packageDigest: string;
}

/** What a school runs of a plugin, as a server shows it. */
export interface ServerInstallation {
  readonly schoolId: string;
  readonly version: string;
  readonly pendingVersion: string | null;
  readonly missingGrants: readonly string[];
  readonly enabled: boolean;
  readonly state: string;
  readonly stateReason: string | null;
  readonly grants: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What is to run at a school. */
export interface WantedInstallation {
  readonly version: string;
  readonly enabled: boolean;
  readonly grants: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
}

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer?: string; readonly detail?: string }[];
}

/** A package may have to be fetched by the server, and is tried in its sandbox. */
const patienceMillis = 120_000;
const charsShown = 500;
/** Secrets go over the network in clear only where they do not leave the machine. */
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The address of a server as it was given. @throws CliError 2 */
export function serverUrl(text: string | undefined): URL {
  if (text === undefined) throw new CliError('--server is needed: the address of a server', 2);
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new CliError('--server must be an address such as https://espalier.example.org', 2);
  }
  if (url.username !== '' || url.password !== '') {
    throw new CliError('--server must have no name and password in it', 2);
  }
  if (url.protocol === 'http:' && !loopback.has(url.hostname)) {
    throw new CliError(`${url.host} would get the client’s secret in clear: use https`, 2);
  }
  return new URL(url.pathname.replace(/\/*$/, '/'), url);
}

/** Speaks to one server as one client. What it throws is a `CliError` with the exit code that the answer means. */
export class ServerClient {
  private constructor(
    private readonly server: URL,
    private readonly token: string,
  ) {}

  static async signIn(server: URL, { id, secret }: Credentials): Promise<ServerClient> {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: secret,
    });
    const response = await call(server, 'oauth/token', { method: 'POST', body });
    if (response.status === 400 || response.status === 401) {
      throw new CliError('the server does not take this client’s id and secret', 2);
    }
    if (!response.ok) throw await refusal(response);
    const { access_token: token } = await bodyOf<{ access_token?: unknown }>(response);
    if (typeof token !== 'string') throw notEspalier(server);
    return new ServerClient(server, token);
  }

  upload(tgz: Buffer, fileName: string): Promise<ServerPlugin> {
    const form = new FormData();
    form.append('package', new Blob([new Uint8Array(tgz)], { type: 'application/gzip' }), fileName);
    return this.ask('api/v1/plugins', { method: 'POST', body: form });
  }

  /** Has the server fetch a package from its npm registry. */
  fetchPackage(name: string, version: string): Promise<ServerPlugin> {
    return this.ask('api/v1/plugins', json('POST', { name, version }));
  }

  /** What a school runs of a plugin, with its ETag; null where it has none of it. */
  async installation(schoolId: string, name: string) {
    const response = await this.send(pathOf(schoolId, name), {});
    if (response.status === 404) return null;
    if (!response.ok) throw await refusal(response);
    const etag = response.headers.get('etag');
    return { installation: await bodyOf<ServerInstallation>(response), etag };
  }

  /** Sets what a school runs of a plugin, unless it was changed since it was read. */
  put(schoolId: string, name: string, wanted: WantedInstallation, etag: string | null) {
    const init = json('PUT', wanted);
    const headers = { ...init.headers, ...(etag === null ? {} : { 'if-match': etag }) };
    return this.ask<ServerInstallation>(pathOf(schoolId, name), { ...init, headers });
  }

  private async ask<T>(path: string, init: RequestInit): Promise<T> {
    const response = await this.send(path, init);
    if (!response.ok) throw await refusal(response);
    return bodyOf<T>(response);
  }

  private send(path: string, init: RequestInit): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${this.token}` };
    return call(this.server, path, { ...init, headers });
  }
}

function pathOf(schoolId: string, name: string): string {
  return `api/v1/schools/${encodeURIComponent(schoolId)}/plugins/${encodeURIComponent(name)}`;
}

function json(method: string, body: object) {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/* A redirect is an error: neither secret nor package goes where nobody said. */
async function call(server: URL, path: string, init: RequestInit): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(patienceMillis);
    return await fetch(new URL(path, server), { ...init, redirect: 'error', signal });
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error && cause.message !== '' ? cause.message : message;
    throw new CliError(`${server.origin} cannot be asked: ${why}`, 3);
  }
}

async function bodyOf<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch {
    throw notEspalier(new URL(response.url));
  }
}

function notEspalier(server: URL): CliError {
  return new CliError(`${server.origin} does not answer as an Espalier server does`, 3);
}

/** What a server said against it, a line for each error. */
async function refusal(response: Response): Promise<CliError> {
  const problem = (await response.json().catch(() => ({}))) as Problem;
  const { code = 'no reason given', detail = '', errors = [] } = problem;
  const lines = [
    `the server answers ${response.status} ${code}: ${detail}`,
    ...errors.map((error) => `${error.pointer ?? ''} ${error.detail ?? ''}`.trim()),
  ];
  const shown = lines.map((line) => cleanText(line.trim(), charsShown));
  return new CliError(shown.join('\n'), exitCodeOf(response.status, code));
}

/** 1 the plugin is refused, 2 what the command was given is, 3 the server cannot answer now. */
function exitCodeOf(status: number, code: string): 1 | 2 | 3 {
  if (status >= 500 || status === 429) return 3;
  if (['package-invalid', 'duplicate', 'plugin-refused'].includes(code)) return 1;
  return 2;
}
