import { createHash } from 'node:crypto';
import type { Manifest } from './manifest.js';
import type { ManifestError } from './manifest-error.js';
import { type PackageLimits, packageLimits } from './package-limits.js';
import { readManifest } from './read-manifest.js';
import { untar } from './untar.js';

/** A file in a package: path without `package/`, size in bytes. @since 0.1.0 */
export interface PackageFile {
  readonly path: string;
  readonly size: number;
}

/** What `readPackage` answers. @since 0.1.0 */
export type PackageReading =
  | {
      readonly ok: true;
      readonly manifest: Manifest;
      readonly packageJson: Readonly<Record<string, unknown>>;
      /** The JavaScript to evaluate as `(module, exports) => { … }`; empty where the plugin has no policies. */
      readonly bundle: string;
      /** `sha256-` and the digest of the bundle's bytes in base64. */
      readonly digest: string;
      readonly files: readonly PackageFile[];
      /** What each of them holds, by its path. */
      readonly contents: ReadonlyMap<string, Buffer>;
    }
  | { readonly ok: false; readonly errors: readonly ManifestError[] };

/** The digest of a bundle as manifests record it: `sha256-` and base64. @since 0.1.0 */
export function bundleDigest(bundle: Uint8Array): string {
  return `sha256-${createHash('sha256').update(bundle).digest('base64')}`;
}

/**
 * Reads a packed plugin of any origin, in memory and within limits: a gzipped tar archive of plain files
 * under `package/`, a good manifest, one UTF-8 bundle with the digest that `espalier pack` recorded, where there
 * are policies. Never throws for what is in the package, runs nothing of it and writes nothing.
 *
 * @example
 * const reading = await readPackage(await readFile('st-aldates-reading-catch-up-1.2.0.tgz'));
 * @since 0.1.0
 */
export async function readPackage(
  tgz: Buffer,
  limits: PackageLimits = packageLimits,
): Promise<PackageReading> {
  const unpacked = await untar(tgz, limits);
  if (!unpacked.ok) return unpacked;
  const { files } = unpacked;
  const packageJson = parsePackageJson(files.get('package.json'));
  if (!packageJson)
    return refuse('package.json', 'no-manifest', 'the package needs a package.json with a JSON object');
  const reading = readManifest(packageJson);
  if (!reading.ok) return reading;
  const { main, bundle: recorded } = reading.manifest;
  const common = {
    ok: true,
    manifest: reading.manifest,
    packageJson,
    files: [...files].map(([path, content]) => ({ path, size: content.length })),
    contents: files,
  } as const;
  if (main === null) return { ...common, bundle: '', digest: bundleDigest(Buffer.alloc(0)) };
  const bytes = files.get(main);
  if (!bytes) return refuse('/main', 'no-bundle', `the package has no file ${main}`);
  if (bytes.length > limits.bundleBytes) {
    return refuse(
      '/main',
      'bundle-too-large',
      `the bundle may have ${limits.bundleBytes} bytes, it has ${bytes.length}`,
    );
  }
  const bundle = decodeUtf8(bytes);
  if (bundle === null) return refuse('/main', 'bundle-not-text', 'the bundle is not UTF-8 text');
  const digest = bundleDigest(bytes);
  if (!recorded) {
    return refuse('/espalier/bundle', 'required', 'is required: make the package with espalier pack');
  }
  if (recorded.digest !== digest || recorded.size !== bytes.length) {
    return refuse('/espalier/bundle', 'digest-mismatch', 'the bundle is not the one that was packed');
  }
  return { ...common, bundle, digest };
}

function refuse(pointer: string, code: string, detail: string): PackageReading {
  return { ok: false, errors: [{ pointer, code, detail }] };
}

function parsePackageJson(bytes: Buffer | undefined): Record<string, unknown> | null {
  const text = bytes && bytes.length <= 256 * 1024 ? decodeUtf8(bytes) : null;
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function decodeUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
