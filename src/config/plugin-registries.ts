import { ConfigError } from './config-error.js';
import { LOOPBACK } from './loopback.js';

/** The npm registries from which packages may be fetched by name. */
export interface PluginRegistries {
  /** Their addresses, each with a slash at its end. The first is that of requests which name none. */
  readonly urls: readonly string[];
  /** What the first one is shown as `Authorization: Bearer`. Never logged, never sent to another one. */
  readonly token: string | null;
}

/** Reads a list of addresses with spaces or commas between them. Throws `ConfigError`. */
export function readPluginRegistries(list: string | undefined, token: string | undefined): PluginRegistries {
  const urls = (list ?? '').split(/[\s,]+/).filter((it) => it !== '');
  if (token && urls.length === 0) {
    throw new ConfigError('ESPALIER_PLUGIN_REGISTRY is missing beside ESPALIER_PLUGIN_REGISTRY_TOKEN');
  }
  if (token && !/^[\x21-\x7e]+$/.test(token)) {
    throw new ConfigError('ESPALIER_PLUGIN_REGISTRY_TOKEN takes visible ASCII characters without spaces');
  }
  return { urls: [...new Set(urls.map(registryUrl))], token: token || null };
}

/** The address of a registry as this server writes it; null for what is no address of one. */
export function normalRegistryUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, username, password, search, hash, href } = new URL(text);
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.has(hostname))) return null;
  if (username !== '' || password !== '' || search !== '' || hash !== '') return null;
  return href.endsWith('/') ? href : `${href}/`;
}

function registryUrl(text: string): string {
  const url = normalRegistryUrl(text);
  if (url !== null) return url;
  // The text is not repeated: it may have a password in it.
  throw new ConfigError(
    'ESPALIER_PLUGIN_REGISTRY takes addresses of npm registries, https://… without a user, a query or a fragment',
  );
}
