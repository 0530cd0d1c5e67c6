export { features } from '../field/words.js';
export { isApiRange, satisfiesApi, SDK_API_VERSION } from './api-range.js';
export { contributedKey } from './contributions.js';
export type { AssessmentFrameworkContribution, ProvisionTypeContribution } from './contributions.js';
export { isSensitive, parseInput, sensitiveInputs } from './inputs.js';
export type { DeclaredInput } from './inputs.js';
export { manifestSchema, policyKinds, settingFormats } from './manifest.schema.js';
export type {
  ConfigurationSchema,
  Feature,
  Manifest,
  ManifestReading,
  PolicyContribution,
  PolicyKind,
  SettingFormat,
  SettingScalar,
  SettingSchema,
} from './manifest.js';
export type { ManifestError } from './manifest-error.js';
export { notYetSupported, readManifest } from './read-manifest.js';
export { packageLimits } from './package-limits.js';
export type { PackageLimits } from './package-limits.js';
export { checkSignature, packageStatement, signatureFile, signPackage } from './package-signature.js';
export type { SignableContent, SignatureCheck, SignatureFault } from './package-signature.js';
export { bundleDigest, readPackage } from './read-package.js';
export type { PackageFile, PackageReading } from './read-package.js';
export { checkSettings, settingsDefaults, settingsOfFormat } from './settings.js';
export { generateSigningKeys, readPublisherKey, readSigningKey } from './signing-keys.js';
export type {
  KeyPairText,
  PublisherKey,
  PublisherKeyReading,
  SigningKey,
  SigningKeyReading,
} from './signing-keys.js';
export { parseTrigger, plainTriggers, schedules, subjectTriggers } from './triggers.js';
export type { ChangeTrigger, DeclaredTrigger, Schedule } from './triggers.js';
