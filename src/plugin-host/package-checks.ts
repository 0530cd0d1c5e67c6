import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  type Manifest,
  type ManifestError,
  notYetSupported,
  packageLimits,
  readPackage,
  satisfiesApi,
  SDK_API_VERSION,
  settingsDefaults,
} from '@espalier/sdk/manifest';
import { PluginActivationError, startPluginProcess } from '@espalier/sdk/sandbox';
import { DomainError } from '../common/errors/domain-error.js';
import { today } from '../common/instants.js';
import type { Config } from '../config/config.js';
import { APP_CONFIG } from '../config/config.token.js';
import { MOST_MANIFEST_BYTES } from './plugin-version.entity.js';
import { sandboxLimits } from './sandbox-limits.js';
import { PackageSignatures } from './signatures/package-signatures.js';
import type { JudgedSignature } from './signatures/signature-rules.js';

/** A package that may be stored. */
export interface CheckedPackage {
  readonly manifest: Manifest;
  /** Empty where the plugin has no policies. */
  readonly bundle: string;
  /** Of the bundle: `sha256-` and base64. */
  readonly digest: string;
  /** Of the package as it came: `sha256-` and base64. */
  readonly packageDigest: string;
  readonly signature: JudgedSignature;
}

/** Longer names do not fit a path. */
const MOST_NAME_CHARS = 120;

/** Everything that a package must stand before it is stored. */
@Injectable()
export class PackageChecks {
  /** Trials run one after another: each has a process of its own beside those of the runs. */
  private trials: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(APP_CONFIG) private readonly config: Config,
    private readonly signatures: PackageSignatures,
  ) {}

  /**
   * Throws `package-invalid` with every fault that can be told together, and `signature-refused`. Nothing of a
   * package is tried before its signature was looked at.
   */
  async check(bytes: Buffer): Promise<CheckedPackage> {
    const { packageBytes, bundleBytes } = this.config.limits;
    const reading = await readPackage(bytes, { ...packageLimits, packageBytes, bundleBytes });
    if (!reading.ok) throw refused(reading.errors);
    const { manifest, bundle, digest } = reading;
    const faults = [...limitFaults(manifest), ...rangeFaults(manifest), ...notYetSupported(manifest)];
    if (faults.length > 0) throw refused(faults);
    const signature = await this.signatures.judge(reading);
    const packageDigest = `sha256-${createHash('sha256').update(bytes).digest('base64')}`;
    const checked = { manifest, bundle, digest, packageDigest, signature };
    if (manifest.main === null) return checked;
    const trial = this.trials.then(() => this.tryActivation(manifest, bundle));
    this.trials = trial.catch(() => undefined);
    await trial;
    return checked;
  }

  /** Opens each policy once in a sandbox of its own. */
  private async tryActivation(manifest: Manifest, bundle: string): Promise<void> {
    const plugin = startPluginProcess({ bundle, limits: sandboxLimits(this.config.limits) });
    const shared = { settings: settingsDefaults(manifest), asOf: today(), nextAssessmentPoint: null };
    try {
      for (const { id: policyId, inputs } of manifest.policies) {
        const run = await plugin.openRun({ ...shared, policyId, inputs });
        await run.close();
      }
    } catch (error) {
      if (!(error instanceof PluginActivationError)) throw error;
      throw refused([{ pointer: '/main', code: 'activation-failed', detail: error.message }]);
    } finally {
      await plugin.dispose();
    }
  }
}

function limitFaults(manifest: Manifest): ManifestError[] {
  const faults: ManifestError[] = [];
  if (manifest.name.length > MOST_NAME_CHARS) {
    const detail = `may have ${MOST_NAME_CHARS} characters`;
    faults.push({ pointer: '/name', code: 'too-long', detail });
  }
  if (Buffer.byteLength(JSON.stringify(manifest)) > MOST_MANIFEST_BYTES) {
    const detail = `may have ${MOST_MANIFEST_BYTES} bytes as JSON`;
    faults.push({ pointer: '/espalier', code: 'too-large', detail });
  }
  return faults;
}

function rangeFaults({ apiRange }: Manifest): ManifestError[] {
  if (satisfiesApi(apiRange)) return [];
  const detail = `asks for version ${apiRange} of the plugin API; this server gives ${SDK_API_VERSION}`;
  return [{ pointer: '/engines/espalier', code: 'api-range', detail }];
}

function refused(errors: readonly ManifestError[]): DomainError {
  const [first] = errors;
  const detail =
    errors.length === 1 && first
      ? `${first.pointer} ${first.detail}`.trim()
      : `The package has ${errors.length} faults.`;
  return new DomainError('package-invalid', detail, errors);
}
