import { type Manifest, satisfiesApi, SDK_API_VERSION } from '@espalier/sdk/manifest';
import type { Brought } from '../common/brought.js';
import { declaredInputs, sensitiveOf } from './grants.js';
import { contributionsOf } from './offer-contributions.js';
import type { PluginVersionEntity } from './plugin-version.entity.js';

/** A policy that a plugin brings. */
export class PluginPolicyView {
  /** @example 'trajectory-catch-up' */
  id!: string;
  /** @example 'intervention' */
  kind!: string;
  /** @example 'Catch-up for pupils below their trajectory' */
  title!: string;
  description!: string;
  /** Which of the nine features of personalised learning it serves. @example 'intervention' */
  feature!: string;
  /** What it reads of a pupil. @example ['trajectory', 'interventions', 'attendance'] */
  inputs!: string[];
  /** Changes and schedules on which it is evaluated by itself. @example ['onResult', 'onSchedule:weekly'] */
  triggers!: string[];
}

/** A framework or a kind of provision that a plugin brings to the schools that enable it. */
export class ContributionView {
  /** Under which schools know it. @example '@st-aldates/reading-ladder/ladder' */
  key!: string;
  /** @example 'Reading ladder' */
  title!: string;
}

/** How a version is signed. */
export class PluginSignatureView {
  /**
   * `signed` by a trusted key of its publisher, `unsigned`, by an `unknown-key`, or by a `revoked-key`.
   * @example 'signed'
   */
  status!: string;
  /** The key's own name. @example 'q0lG8Yt1l1cSlmO0Zx2bVw' */
  keyId!: string | null;
}

/** A version of a plugin. */
export class PluginView {
  id!: string;
  /** @example '@espalier/trajectory-catch-up' */
  name!: string;
  /** @example '0.1.0' */
  version!: string;
  /** @example 'Trajectory catch-up' */
  displayName!: string;
  /** @example 'espalier' */
  publisher!: string;
  /** @example 'MIT' */
  license!: string | null;
  /** Range of the plugin API that it asks for. @example '^0.1.0' */
  apiRange!: string;
  policies!: PluginPolicyView[];
  /** Assessment frameworks that it brings. */
  assessmentFrameworks!: ContributionView[];
  /** Kinds of provision that it brings. */
  provisionTypes!: ContributionView[];
  /** Every input of its policies: what a school has to grant. */
  inputs!: string[];
  /** Those of them that reveal a protected or sensitive characteristic. @example ['sen'] */
  sensitiveInputs!: string[];
  /** JSON Schema of its settings; each has a default. */
  configuration!: Record<string, unknown>;
  /** @example 'sha256-jJ4zYlBr9WJHgJEgt6uV7TIe1MbUFFpuN1z6FqZqP9g=' */
  bundleDigest!: string;
  /** Bytes; 0 where it has no policies. @example 18231 */
  bundleSize!: number;
  packageDigest!: string;
  signature!: PluginSignatureView;
  /** The registry that it was fetched from; null for one that was uploaded. @example 'https://registry.example.org/' */
  registry!: string | null;
  /** `installed`, `quarantined`, `impure`, `tampered`, `untrusted` or `incompatible`. @example 'installed' */
  state!: string;
  /** Why it may not run, and what to do; null while it may. */
  stateReason!: string | null;
  /** The client or the member of staff that uploaded it. */
  installedBy!: string;
  /** Instant of the newest change. */
  updatedAt!: string;
  /** Version of this row. */
  revision!: number;
}

/** A plugin with its versions. */
export class PluginVersionsView {
  name!: string;
  displayName!: string;
  publisher!: string;
  /** The one that was installed last first. */
  versions!: PluginView[];
}

export function toPluginView(row: PluginVersionEntity): PluginView {
  const { id, name, version, displayName, publisher, manifest } = row;
  const inputs = declaredInputs(manifest);
  const contributions = contributionsOf(manifest);
  return {
    id,
    name,
    version,
    displayName,
    publisher,
    license: manifest.license,
    apiRange: manifest.apiRange,
    policies: manifest.policies.map(toPolicyView),
    assessmentFrameworks: contributions.assessmentFrameworks.map(toContributionView),
    provisionTypes: contributions.provisionTypes.map(toContributionView),
    inputs,
    sensitiveInputs: sensitiveOf(inputs),
    configuration: { ...manifest.configuration },
    bundleDigest: row.bundleDigest,
    bundleSize: row.bundleSize,
    packageDigest: row.packageDigest,
    signature: { status: row.signature ?? 'unsigned', keyId: row.keyId },
    registry: row.registry,
    ...versionState(row),
    installedBy: row.installedBy,
    updatedAt: row.recordedAt,
    revision: row.sinceVersion,
  };
}

export function toPluginVersionsView(rows: readonly PluginVersionEntity[]): PluginVersionsView {
  const { name, displayName, publisher } = rows[0]!;
  return { name, displayName, publisher, versions: rows.map(toPluginView) };
}

/** The state as it is shown: what is stored, how it is signed, and whether this server's API is in its range. */
export function versionState(row: PluginVersionEntity): Pick<PluginView, 'state' | 'stateReason'> {
  const { state, stateReason, untrusted, manifest } = row;
  if (state === 'installed' && untrusted !== null) return { state: 'untrusted', stateReason: untrusted };
  if (state !== 'installed' || satisfiesApi(manifest.apiRange)) return { state, stateReason };
  return {
    state: 'incompatible',
    stateReason: `It asks for version ${manifest.apiRange} of the plugin API and this server gives ${SDK_API_VERSION}.`,
  };
}

function toPolicyView(policy: Manifest['policies'][number]): PluginPolicyView {
  const { id, kind, title, description, feature, inputs, triggers } = policy;
  return { id, kind, title, description, feature, inputs: [...inputs], triggers: [...triggers] };
}

function toContributionView({ key, described }: Brought<{ readonly title: string }>): ContributionView {
  return { key, title: described.title };
}
