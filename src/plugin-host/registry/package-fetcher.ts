import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Agent } from 'node:http';
import type pacote from 'pacote';
import { DomainError, invalid } from '../../common/errors/domain-error.js';
import type { Config } from '../../config/config.js';
import { APP_CONFIG } from '../../config/config.token.js';
import { normalRegistryUrl } from '../../config/plugin-registries.js';
import { GuardedConnections, type Guard } from './guarded-connections.js';
import {
  type NamedPackage,
  registryFault,
  type RegistryStep,
  registryUnavailable,
} from './registry-faults.js';

/** A package to be fetched. */
export interface WantedPackage extends NamedPackage {
  /** One of the deployment's; the first of them where it is left out. */
  readonly registry?: string | undefined;
  /** `sha512-` and base64: what the package has to have, whatever the registry says. */
  readonly integrity?: string | undefined;
}

/** A package as a registry gave it, its integrity checked. */
export interface FetchedPackage {
  readonly bytes: Buffer;
  /** The address of the registry. */
  readonly registry: string;
}

/** Bytes of what a registry says of a package and its versions. */
const MOST_VERSIONS_BYTES = 16 * 1024 * 1024;

const SHA_512 = /(?:^|\s)sha512-[A-Za-z0-9+/]{86}==(?:$|\s)/;

/**
 * Packages from npm registries, through npm's own client: by exact name and version, from the registries that the
 * deployment lists and no other host, within time and size, against the integrity that the registry names. Nothing
 * is unpacked, stored or run.
 */
@Injectable()
export class PackageFetcher {
  private readonly logger = new Logger('registry');

  constructor(@Inject(APP_CONFIG) private readonly config: Config) {}

  /**
   * Throws `validation-failed` for a package, version or registry that is not known, `package-invalid` for one that
   * is too large or not what it is said to be, and `registry-unavailable`.
   */
  async fetch(wanted: WantedPackage): Promise<FetchedPackage> {
    const registry = this.registryOf(wanted);
    const { registryMillis, packageBytes } = this.config.limits;
    const origins = new Set(this.config.pluginRegistries.urls.map((it) => new URL(it).origin));
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), registryMillis);
    const spec = `${wanted.name}@${wanted.version}`;
    const shared: pacote.Options = {
      registry,
      ...this.credentials(registry),
      ...(wanted.integrity !== undefined && { integrity: wanted.integrity }),
      packumentCache: new Map(),
      preferOnline: true,
      fetchRetries: 0,
      headers: { 'accept-encoding': 'identity' },
      userAgent: 'espalier',
    };
    const guarded = <T>(
      step: RegistryStep,
      guard: Omit<Guard, 'origins'>,
      ask: (options: pacote.Options) => Promise<T>,
    ) =>
      this.guarded({ ...guard, origins }, limit.signal, wanted, step, (guards) =>
        ask({ ...shared, ...guards }),
      );
    // Loaded only now: few servers ever ask a registry.
    const { default: npm } = await import('pacote');
    try {
      const tooMuch = () =>
        registryUnavailable('not-a-registry', 'What the registry says of the package is too long.');
      await guarded('versions', { mostBytes: MOST_VERSIONS_BYTES, tooLarge: tooMuch }, async (options) =>
        requireIntegrity(await npm.manifest(spec, options)),
      );
      const bytes = await guarded(
        'package',
        { mostBytes: packageBytes, tooLarge: () => tooLarge(packageBytes) },
        (options) => npm.tarball(spec, options),
      );
      return { bytes, registry };
    } finally {
      clearTimeout(timer);
    }
  }

  private registryOf({ registry }: WantedPackage): string {
    const { urls } = this.config.pluginRegistries;
    const [first] = urls;
    if (first === undefined) {
      const detail =
        'This server installs from no registry: upload the package, or have ESPALIER_PLUGIN_REGISTRY set.';
      throw invalid({ pointer: '/registry', code: 'no-registry', detail });
    }
    if (registry === undefined) return first;
    const url = normalRegistryUrl(registry);
    if (url !== null && urls.includes(url)) return url;
    const detail = `This server does not install from there; it installs from ${urls.join(', ')}.`;
    throw invalid({ pointer: '/registry', code: 'unknown-registry', detail });
  }

  /** npm's client sends them to no address but those under the registry's. */
  private credentials(registry: string): Record<string, string> {
    const { token, urls } = this.config.pluginRegistries;
    if (token === null || registry !== urls[0]) return {};
    return { [`${registry.slice(registry.indexOf('//'))}:_authToken`]: token };
  }

  private async guarded<T>(
    guard: Guard,
    signal: AbortSignal,
    wanted: NamedPackage,
    step: RegistryStep,
    ask: (guards: Pick<pacote.Options, 'agent'>) => Promise<T>,
  ): Promise<T> {
    const connections = new GuardedConnections(guard);
    const late = new Promise<never>((_resolve, reject) => {
      const expire = () => reject(registryUnavailable('timed-out', 'The registry takes too long to answer.'));
      if (signal.aborted) expire();
      signal.addEventListener('abort', expire, { once: true });
    });
    try {
      // A function that gives an agent is what npm's client hands on to its requests; the types know agents alone.
      const agent = connections.agentFor as unknown as Agent;
      return await Promise.race([ask({ agent }), connections.broken, late]);
    } catch (error) {
      // What broke a guard comes first: npm's client may have wrapped it on its way.
      const fault = connections.fault ?? registryFault(error, step, wanted);
      if (fault === null) throw error;
      this.logger.warn(`${wanted.name} ${wanted.version}: ${fault.detail}`);
      throw fault;
    } finally {
      connections.close();
    }
  }
}

/** A registry that names nothing stronger than SHA-1 vouches for nothing. */
function requireIntegrity({ _integrity: integrity }: { readonly _integrity?: string }): void {
  if (integrity !== undefined && SHA_512.test(integrity)) return;
  const detail = 'The registry names no SHA-512 of the package; say what it has to have as integrity.';
  throw new DomainError('package-invalid', detail, [{ pointer: '/integrity', code: 'no-integrity', detail }]);
}

function tooLarge(mostBytes: number): DomainError {
  const detail = `The package may have ${mostBytes} bytes, and the registry gives more.`;
  return new DomainError('package-invalid', detail, [{ pointer: '', code: 'package-too-large', detail }]);
}
