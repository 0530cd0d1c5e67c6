import { Ajv, type ValidateFunction } from 'ajv';
import { toManifestErrors } from './ajv-errors.js';
import { isApiRange } from './api-range.js';
import { type CheckedContributions, checkContributions, fillContributions } from './contributions.js';
import { isSensitive } from './inputs.js';
import { manifestSchema } from './manifest.schema.js';
import type { ConfigurationSchema, Manifest, ManifestReading, PolicyContribution } from './manifest.js';
import type { ManifestError } from './manifest-error.js';
import { checkConfiguration } from './settings.js';

type Filled<T, Optional extends keyof T> = Omit<T, Optional> & Partial<Pick<T, Optional>>;

/** `package.json` as the schema has checked it. */
interface CheckedPackage {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly engines: { readonly espalier: string };
  readonly main?: string;
  readonly espalier: {
    readonly displayName: string;
    readonly publisher: string;
    readonly source?: string;
    readonly bundle?: { readonly digest: string; readonly size: number };
    readonly contributes: CheckedContributions & {
      readonly policies?: readonly Filled<PolicyContribution, 'description' | 'triggers'>[];
      readonly configuration?: ConfigurationSchema;
    };
    readonly enabledApiProposals?: readonly string[];
  };
}

let compiled: ValidateFunction<CheckedPackage> | undefined;

/** Compiled when the first manifest is read: a tenth of a second that a server's start has no use for. */
function validator(): ValidateFunction<CheckedPackage> {
  return (compiled ??= new Ajv({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    verbose: true,
  }).compile<CheckedPackage>(manifestSchema));
}

/**
 * Reads the manifest out of a parsed `package.json` of any origin. Every error is told, each with a JSON
 * pointer; nothing is thrown.
 *
 * @example
 * const reading = readManifest(JSON.parse(text));
 * if (!reading.ok) for (const { pointer, detail } of reading.errors) console.error(pointer, detail);
 * @since 0.1.0
 */
export function readManifest(packageJson: unknown): ManifestReading {
  const validate = validator();
  if (!validate(packageJson)) return { ok: false, errors: toManifestErrors(validate.errors ?? []) };
  const { contributes, ...espalier } = packageJson.espalier;
  const { policies = [], configuration = { type: 'object', properties: {} } } = contributes;
  const contributions = fillContributions(contributes);
  const errors = [
    ...checkRange(packageJson.engines.espalier),
    ...checkIds(policies),
    ...checkCode(packageJson, policies.length),
    ...checkContributions(packageJson.name, contributions),
    ...checkConfiguration(configuration, '/espalier/contributes/configuration'),
  ];
  if (errors.length > 0) return { ok: false, errors };
  const manifest: Manifest = {
    name: packageJson.name,
    version: packageJson.version,
    license: packageJson.license ?? null,
    apiRange: packageJson.engines.espalier,
    main: packageJson.main?.replace(/^\.\//, '') ?? null,
    displayName: espalier.displayName,
    publisher: espalier.publisher,
    policies: policies.map((policy) => ({ description: '', triggers: [], ...policy })),
    ...contributions,
    configuration,
    enabledApiProposals: espalier.enabledApiProposals ?? [],
    source: espalier.source?.replace(/^\.\//, '') ?? null,
    bundle: espalier.bundle ?? null,
  };
  return { ok: true, manifest };
}

/**
 * What a good manifest asks for that hosts of this API version do not give: sensitive inputs of policies of the kind
 * `target`, unstable API. A host refuses these; `espalier pack` warns.
 * @since 0.1.0
 */
export function notYetSupported(manifest: Manifest): ManifestError[] {
  const errors: ManifestError[] = [];
  const add = (pointer: string, detail: string) => errors.push({ pointer, code: 'not-supported', detail });
  manifest.policies.forEach(({ kind, inputs }, index) => {
    const pointer = `/espalier/contributes/policies/${index}`;
    inputs.forEach((input, at) => {
      // A draft shows its reason to all who read targets.
      if (kind !== 'target' || !isSensitive(input)) return;
      add(`${pointer}/inputs/${at}`, `hosts do not give ${input} to policies of kind target yet`);
    });
  });
  if (manifest.enabledApiProposals.length > 0) {
    add('/espalier/enabledApiProposals', 'unstable API is for development hosts only');
  }
  return errors;
}

function checkRange(range: string): ManifestError[] {
  if (isApiRange(range)) return [];
  const detail = 'must be a range of full versions, for example ^0.1.0, and never *';
  return [{ pointer: '/engines/espalier', code: 'invalid', detail }];
}

/** Without policies there is nothing to run. */
function checkCode({ main, espalier }: CheckedPackage, policies: number): ManifestError[] {
  if (policies > 0) return [];
  const detail = 'must be left out: without policies there is no code to run';
  return [
    ...(main === undefined ? [] : [{ pointer: '/main', code: 'not-allowed', detail }]),
    ...(espalier.bundle ? [{ pointer: '/espalier/bundle', code: 'not-allowed', detail }] : []),
  ];
}

function checkIds(policies: readonly { readonly id: string }[]): ManifestError[] {
  return policies.flatMap(({ id }, index) => {
    if (policies.findIndex((policy) => policy.id === id) === index) return [];
    const detail = `another policy has the id ${id}`;
    return [{ pointer: `/espalier/contributes/policies/${index}/id`, code: 'duplicate', detail }];
  });
}
