import type { features } from '../field/words.js';
import type { AssessmentFrameworkContribution, ProvisionTypeContribution } from './contributions.js';
import type { ManifestError } from './manifest-error.js';
import type { policyKinds, settingFormats } from './manifest.schema.js';

/** @since 0.1.0 */
export type PolicyKind = (typeof policyKinds)[number];

/** @since 0.1.0 */
export type Feature = (typeof features)[number];

/** A policy as the manifest contributes it. @since 0.1.0 */
export interface PolicyContribution {
  /** Kebab-case, unique in the plugin. */
  readonly id: string;
  readonly kind: PolicyKind;
  readonly title: string;
  /** Empty where the manifest gives none. */
  readonly description: string;
  readonly feature: Feature;
  /** What a learner holds for this policy, for example `results:reading`. */
  readonly inputs: readonly string[];
  /** What makes the host evaluate it by itself, for example `onResult:reading`; a manual run always works. */
  readonly triggers: readonly string[];
}

/** @since 0.1.0 */
export type SettingScalar = string | number | boolean;

/** What a text setting can name. @since 0.1.0 */
export type SettingFormat = (typeof settingFormats)[number];

/** One setting: a scalar or a list of scalars, always with a default. @since 0.1.0 */
export interface SettingSchema {
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'array';
  readonly default: SettingScalar | readonly SettingScalar[];
  readonly title?: string;
  readonly description?: string;
  /** Of a text: what it names, so that the host can refuse what is not there. */
  readonly format?: SettingFormat;
  readonly enum?: readonly SettingScalar[];
  readonly items?: {
    readonly type: 'string' | 'number' | 'integer' | 'boolean';
    readonly enum?: readonly SettingScalar[];
  };
  /** Limits such as `minimum`, `maxLength`, `maxItems`. */
  readonly [limit: string]: unknown;
}

/** The settings of a plugin, as JSON Schema. @since 0.1.0 */
export interface ConfigurationSchema {
  readonly type: 'object';
  readonly title?: string;
  readonly description?: string;
  readonly properties: Readonly<Record<string, SettingSchema>>;
}

/** A plugin's manifest, read and checked, with its optional parts filled. @since 0.1.0 */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string | null;
  /** Range of the SDK's API, from `engines.espalier`. */
  readonly apiRange: string;
  /** Path of the bundle in the package, without a leading `./`; null where there are no policies, so no code. */
  readonly main: string | null;
  readonly displayName: string;
  readonly publisher: string;
  readonly policies: readonly PolicyContribution[];
  readonly assessmentFrameworks: readonly AssessmentFrameworkContribution[];
  readonly provisionTypes: readonly ProvisionTypeContribution[];
  readonly configuration: ConfigurationSchema;
  readonly enabledApiProposals: readonly string[];
  /** Path of the source entry; null for the conventional one, and in a packed plugin. */
  readonly source: string | null;
  /** What `espalier pack` recorded of the bundle; null before it. Size in bytes. */
  readonly bundle: { readonly digest: string; readonly size: number } | null;
}

/** What `readManifest` answers. @since 0.1.0 */
export type ManifestReading =
  | { readonly ok: true; readonly manifest: Manifest }
  | { readonly ok: false; readonly errors: readonly ManifestError[] };
