import { ConfigError } from './config-error.js';
import { LOOPBACK } from './loopback.js';
import { DEFAULT_LIMITS, type Limits, limitVariables } from './limits.js';
import { type PluginRegistries, readPluginRegistries } from './plugin-registries.js';

/** Which packages a deployment takes: any, or those that are signed by a trusted key of their publisher. */
export type PluginTrust = 'any' | 'signed';

/** The whole environment, read once and typed. Each member names its variable. */
export interface Config {
  /** `PORT`: 0 takes any free port. Default 3000. */
  readonly port: number;
  /** `HOST`. Default 127.0.0.1. */
  readonly host: string;
  /** `DATABASE_URL`: `mysql://…`, `mariadb://…` or `sqlite:<path>`. Default `sqlite:data/espalier.db`. */
  readonly databaseUrl: string;
  /** `ESPALIER_DEMO`: 1 loads the demo school and its sign-ins. Default 0; `npm start` sets 1. */
  readonly demo: boolean;
  /** `NODE_ENV` is `production`: the demo's sign-ins are refused. */
  readonly production: boolean;
  /** `ESPALIER_ADMIN_CLIENT_ID` and `ESPALIER_ADMIN_CLIENT_SECRET`: the first client, made where there is none. */
  readonly adminClient: { readonly id: string; readonly secret: string } | null;
  /** `ESPALIER_OIDC_ISSUER` and `ESPALIER_OIDC_CLIENT_ID`: whose ID tokens staff may sign in with, and for whom made. */
  readonly oidc: { readonly issuer: string; readonly clientId: string } | null;
  /** `ESPALIER_PLUGIN_TRUST`: `signed` takes and runs packages that a trusted key has signed, alone. Default any. */
  readonly pluginTrust: PluginTrust;
  /** `ESPALIER_PLUGIN_REGISTRY` and `ESPALIER_PLUGIN_REGISTRY_TOKEN`: where packages may be fetched from by name. */
  readonly pluginRegistries: PluginRegistries;
  /** `LOG_LEVEL`: fatal, error, warn, info, debug, trace or silent. Default info. */
  readonly logLevel: string;
  /** `ESPALIER_LIMIT_*`. */
  readonly limits: Limits;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

const KNOWN = new Set([
  'ESPALIER_DEMO',
  'ESPALIER_ADMIN_CLIENT_ID',
  'ESPALIER_ADMIN_CLIENT_SECRET',
  'ESPALIER_OIDC_ISSUER',
  'ESPALIER_OIDC_CLIENT_ID',
  'ESPALIER_PLUGIN_TRUST',
  'ESPALIER_PLUGIN_REGISTRY',
  'ESPALIER_PLUGIN_REGISTRY_TOKEN',
  ...limitVariables,
]);

/** Reads the environment. Throws `ConfigError` for the first variable that cannot be used. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  for (const name of Object.keys(env)) {
    if (name.startsWith('ESPALIER_') && !KNOWN.has(name)) {
      throw new ConfigError(`${name} is not a variable of Espalier; known are ${[...KNOWN].join(', ')}`);
    }
  }
  const logLevel = env['LOG_LEVEL'] || 'info';
  if (!LOG_LEVELS.includes(logLevel)) {
    throw new ConfigError(`LOG_LEVEL is "${logLevel}"; it takes ${LOG_LEVELS.join(', ')}`);
  }
  const demo = flag(env, 'ESPALIER_DEMO');
  const production = env['NODE_ENV'] === 'production';
  const adminClient = readAdminClient(env);
  if (production && demo) {
    throw new ConfigError(
      'ESPALIER_DEMO is 1 in production mode; the demo and its public sign-ins are refused there',
    );
  }
  const pluginTrust = readPluginTrust(env['ESPALIER_PLUGIN_TRUST']);
  if (demo && pluginTrust === 'signed') {
    throw new ConfigError(
      'ESPALIER_DEMO is 1 beside ESPALIER_PLUGIN_TRUST=signed; the demo’s plugin is not signed',
    );
  }
  if (production && adminClient?.secret === 'demo-secret') {
    throw new ConfigError(
      'ESPALIER_ADMIN_CLIENT_SECRET is the demo secret; choose another in production mode',
    );
  }
  return {
    port: integer(env, 'PORT', 3000, 0, 65535),
    host: env['HOST'] || '127.0.0.1',
    databaseUrl: databaseUrl(env['DATABASE_URL']),
    demo,
    production,
    adminClient,
    oidc: readOidc(env),
    pluginTrust,
    pluginRegistries: readPluginRegistries(
      env['ESPALIER_PLUGIN_REGISTRY'],
      env['ESPALIER_PLUGIN_REGISTRY_TOKEN'],
    ),
    logLevel,
    limits: readLimits(env),
  };
}

function readPluginTrust(text: string | undefined): PluginTrust {
  const trust = text || 'any';
  if (trust === 'any' || trust === 'signed') return trust;
  throw new ConfigError(`ESPALIER_PLUGIN_TRUST is "${trust}"; it takes any or signed`);
}

function databaseUrl(text: string | undefined): string {
  if (!text) return 'sqlite:data/espalier.db';
  if (/^sqlite:.+/.test(text)) return text;
  if (/^(mysql|mariadb):\/\//.test(text) && URL.canParse(text)) {
    if (new URL(text).pathname.length > 1) return text;
    throw new ConfigError(
      'DATABASE_URL names no database; it takes mysql://user:password@host:port/database',
    );
  }
  throw new ConfigError(
    'DATABASE_URL takes mysql://user:password@host:port/database or sqlite:path/to/file.db',
  );
}

function readAdminClient(env: Readonly<Record<string, string | undefined>>): Config['adminClient'] {
  const id = env['ESPALIER_ADMIN_CLIENT_ID'];
  const secret = env['ESPALIER_ADMIN_CLIENT_SECRET'];
  if (!id && !secret) return null;
  if (!id) throw new ConfigError('ESPALIER_ADMIN_CLIENT_ID is missing beside ESPALIER_ADMIN_CLIENT_SECRET');
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(id)) {
    throw new ConfigError(
      'ESPALIER_ADMIN_CLIENT_ID takes 1 to 64 letters, digits, dots, dashes and underscores',
    );
  }
  if (!secret || secret.length < 8) {
    throw new ConfigError('ESPALIER_ADMIN_CLIENT_SECRET takes at least 8 characters');
  }
  return { id, secret };
}

function readOidc(env: Readonly<Record<string, string | undefined>>): Config['oidc'] {
  const issuer = env['ESPALIER_OIDC_ISSUER'];
  const clientId = env['ESPALIER_OIDC_CLIENT_ID'];
  if (!issuer && !clientId) return null;
  if (!issuer) throw new ConfigError('ESPALIER_OIDC_ISSUER is missing beside ESPALIER_OIDC_CLIENT_ID');
  const { protocol, hostname, search, hash } = URL.canParse(issuer)
    ? new URL(issuer)
    : { protocol: '', hostname: '', search: '', hash: '' };
  const local = protocol === 'http:' && LOOPBACK.has(hostname);
  if ((protocol !== 'https:' && !local) || search !== '' || hash !== '') {
    throw new ConfigError(
      'ESPALIER_OIDC_ISSUER takes the issuer exactly as its tokens name it, https://… without a query',
    );
  }
  if (!clientId) throw new ConfigError('ESPALIER_OIDC_CLIENT_ID is missing beside ESPALIER_OIDC_ISSUER');
  return { issuer, clientId };
}

function readLimits(env: Readonly<Record<string, string | undefined>>): Limits {
  const limits: Record<string, number> = {};
  for (const [name, { variable, value, min, max }] of Object.entries(DEFAULT_LIMITS)) {
    limits[name] = integer(env, variable, value, min, max);
  }
  return limits as unknown as Limits;
}

function flag(env: Readonly<Record<string, string | undefined>>, name: string): boolean {
  const text = env[name] || '0';
  if (text !== '0' && text !== '1') throw new ConfigError(`${name} is "${text}"; it takes 0 or 1`);
  return text === '1';
}

function integer(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  value: number,
  min: number,
  max: number,
): number {
  const text = env[name];
  if (text === undefined || text === '') return value;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < min || number > max) {
    throw new ConfigError(`${name} is "${text}"; it takes a whole number from ${min} to ${max}`);
  }
  return number;
}
