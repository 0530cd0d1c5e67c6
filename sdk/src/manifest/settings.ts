import { Ajv } from 'ajv';
import { toManifestErrors } from './ajv-errors.js';
import type { ConfigurationSchema, Manifest, SettingFormat, SettingSchema } from './manifest.js';
import type { ManifestError } from './manifest-error.js';

/** The default of every setting, as a fresh object. @since 0.1.0 */
export function settingsDefaults(manifest: Pick<Manifest, 'configuration'>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(manifest.configuration.properties).map(([name, schema]) => [
      name,
      structuredClone(schema.default),
    ]),
  );
}

/**
 * What is wrong with settings that a trust or a school gives: unknown names, wrong types, values out of
 * range. Settings that are left out keep their defaults, so none is required. Pointers start at the
 * settings object. Empty where all is well.
 * @since 0.1.0
 */
export function checkSettings(manifest: Pick<Manifest, 'configuration'>, settings: unknown): ManifestError[] {
  const { type, properties } = manifest.configuration;
  const ajv = new Ajv({ allErrors: true, strict: false, verbose: true, ownProperties: true });
  const validate = ajv.compile({ type, properties: withoutTexts(properties), additionalProperties: false });
  return validate(settings) ? [] : toManifestErrors(validate.errors ?? []);
}

/**
 * The settings that name something of a format, with what they name. Those that are left out, and keep their
 * defaults, are not among them. Ask `checkSettings` first.
 * @since 0.1.0
 */
export function settingsOfFormat(
  manifest: Pick<Manifest, 'configuration'>,
  settings: Readonly<Record<string, unknown>>,
  format: SettingFormat,
): { readonly name: string; readonly value: string }[] {
  return Object.entries(manifest.configuration.properties).flatMap(([name, schema]) => {
    const value = Object.hasOwn(settings, name) ? settings[name] : undefined;
    return schema.format === format && typeof value === 'string' ? [{ name, value }] : [];
  });
}

/** What is wrong with the schema of each setting: limits that do not fit its type, a default out of range. */
export function checkConfiguration(configuration: ConfigurationSchema, base: string): ManifestError[] {
  return Object.entries(configuration.properties).flatMap(([name, schema]) => {
    const pointer = `${base}/properties/${name}`;
    const foreign = Object.keys(schema).find((keyword) => !fits(keyword, schema));
    if (foreign !== undefined) {
      const detail = `does not go with type ${schema.type}`;
      return [{ pointer: `${pointer}/${foreign}`, code: 'invalid', detail }];
    }
    if (schema.type === 'array' && !schema.items) {
      return [{ pointer: `${pointer}/items`, code: 'required', detail: 'is required for type array' }];
    }
    const validate = new Ajv({ strict: false, verbose: true }).compile(
      withoutTexts({ name: schema })['name']!,
    );
    return validate(schema.default) ? [] : toManifestErrors(validate.errors ?? [], `${pointer}/default`);
  });
}

const limits: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'enum', 'format'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'enum'],
  integer: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'enum'],
  boolean: [],
  array: ['items', 'minItems', 'maxItems'],
};

function fits(keyword: string, { type }: SettingSchema): boolean {
  return ['type', 'title', 'description', 'default', ...(limits[type] ?? [])].includes(keyword);
}

/*
 * Error details quote a schema's description as what a value must be; a setting's describes something else. What a
 * format names only the host can look up.
 */
function withoutTexts(properties: Readonly<Record<string, SettingSchema>>): Record<string, object> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, { title: _t, description: _d, format: _f, ...rest }]) => [
      name,
      rest,
    ]),
  );
}
