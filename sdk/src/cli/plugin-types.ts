import type { Manifest, SettingScalar, SettingSchema } from '../manifest/manifest.js';

/** The text of `espalier-env.d.ts`: what a manifest declares, for the types of `@espalier/sdk`. */
export function pluginTypes({ policies, configuration }: Manifest): string {
  const settings = Object.entries(configuration.properties);
  return [
    '// Written by `espalier types` from package.json. Do not edit.',
    "import '@espalier/sdk';",
    '',
    "declare module '@espalier/sdk' {",
    '  interface PluginManifest {',
    '    policies: {',
    ...policies.map(
      ({ id, kind, inputs }) =>
        `      ${quote(id)}: { kind: ${quote(kind)}; inputs: ${inputs.map(quote).join(' | ')} };`,
    ),
    '    };',
    ...(settings.length === 0
      ? ['    settings: Readonly<Record<string, never>>;']
      : ['    settings: {', ...settings.flatMap(([name, schema]) => settingLines(name, schema)), '    };']),
    '  }',
    '}',
    '',
  ].join('\n');
}

function settingLines(name: string, schema: SettingSchema): string[] {
  const comment = schema.description?.replace(/\s+/g, ' ').replaceAll('*/', '* /');
  const line = `      readonly ${name}: ${typeOf(schema)};`;
  return comment ? [`      /** ${comment} */`, line] : [line];
}

function typeOf({ type, enum: values, items }: SettingSchema): string {
  if (type === 'array') {
    const item = items ? scalarType(items.type, items.enum) : 'unknown';
    return item.includes('|') ? `readonly (${item})[]` : `readonly ${item}[]`;
  }
  return scalarType(type, values);
}

function scalarType(type: string, values: readonly SettingScalar[] | undefined): string {
  if (values) {
    return values.map((value) => (typeof value === 'string' ? quote(value) : String(value))).join(' | ');
  }
  return type === 'integer' ? 'number' : type;
}

function quote(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
