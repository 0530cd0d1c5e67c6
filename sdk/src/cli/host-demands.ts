import { satisfiesApi, SDK_API_VERSION } from '../manifest/api-range.js';
import type { Manifest } from '../manifest/manifest.js';
import { packageLimits } from '../manifest/package-limits.js';
import { CliError } from './command.js';

/** @throws CliError where hosts of this API version would refuse the plugin for its range. */
export function requireApi({ apiRange }: Manifest): void {
  if (satisfiesApi(apiRange)) return;
  throw new CliError(`engines.espalier is ${apiRange}, and this SDK is ${SDK_API_VERSION}`);
}

/** @throws CliError where hosts would refuse the bundle for its size. */
export function requireSize(bundle: string): void {
  const bytes = Buffer.byteLength(bundle);
  if (bytes <= packageLimits.bundleBytes) return;
  throw new CliError(`the bundle has ${bytes} bytes; ${packageLimits.bundleBytes} are allowed`);
}
