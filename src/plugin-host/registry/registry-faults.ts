import { DomainError, invalid } from '../../common/errors/domain-error.js';

/** What a registry was asked for when something went wrong: the list of versions, or the package itself. */
export type RegistryStep = 'versions' | 'package';

/** A package by its exact name and version. */
export interface NamedPackage {
  readonly name: string;
  readonly version: string;
}

/** As `pacote` and the clients under it throw: npm's codes, the system's, and the status of an answer. */
interface FetchError {
  readonly code?: unknown;
  readonly statusCode?: unknown;
  /** Of errors of the client itself; `system` where the network's is behind it. */
  readonly type?: unknown;
}

/** 502 with the reason as a code of its own. What a registry said is not repeated: it is not ours to vouch for. */
export function registryUnavailable(code: string, detail: string): DomainError {
  return new DomainError('registry-unavailable', detail, [{ pointer: '/registry', code, detail }]);
}

/** What a client is told of an error of a fetch; null for one that is not the registry's. */
export function registryFault(
  error: unknown,
  step: RegistryStep,
  { name, version }: NamedPackage,
): DomainError | null {
  if (error instanceof DomainError) return error;
  const { code, statusCode, type } = error as FetchError;
  if (code === 'E404' && step === 'versions') {
    return invalid({
      pointer: '/name',
      code: 'unknown-package',
      detail: `The registry has no package ${name}.`,
    });
  }
  if (code === 'ETARGET' || code === 'ENOVERSIONS') {
    const detail = `The registry has no version ${version} of ${name}.`;
    return invalid({ pointer: '/version', code: 'unknown-version', detail });
  }
  if (code === 'EINTEGRITY') return integrityMismatch(step);
  if (statusCode === 401 || statusCode === 403) {
    const detail = 'The registry does not give this package to this server: it wants another token, or one.';
    return registryUnavailable('refused', detail);
  }
  if (typeof statusCode === 'number') {
    return registryUnavailable('failed', `The registry answers with status ${statusCode}.`);
  }
  if (!isText(code, /^(?:E[A-Z]|CERT_|DEPTH_|SELF_|UNABLE_|ERR_TLS)/) || isText(type, /^(?!system$)/)) {
    // npm's client reads what it is given as JSON and as a list of versions, and throws all kinds of things at others.
    const known = error instanceof SyntaxError || error instanceof TypeError || type !== undefined;
    const detail = 'What answers there is no npm registry, or not a whole one.';
    return known ? registryUnavailable('not-a-registry', detail) : null;
  }
  return registryUnavailable('unreachable', `The registry cannot be reached: ${code}.`);
}

function isText(value: unknown, form: RegExp): value is string {
  return typeof value === 'string' && form.test(value);
}

function integrityMismatch(step: RegistryStep): DomainError {
  const [pointer, detail] =
    step === 'versions'
      ? [
          '/integrity',
          'The registry has this version with another integrity than the one that was asked for.',
        ]
      : ['', 'What the registry gave is not the package whose integrity it names.'];
  return new DomainError('package-invalid', detail, [{ pointer, code: 'integrity-mismatch', detail }]);
}
