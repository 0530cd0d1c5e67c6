import { isBuiltin } from 'node:module';
import { build, type BuildFailure, type LogLevel, type Message, type Plugin } from 'esbuild';
import { CliError } from './command.js';
import { sourceEntry, type PluginFolder } from './plugin-folder.js';
import { escapeFalseAlarms, looksDangerous } from './ses-safe.js';

/** What the sandbox has not, refused where it stands and in words of ours. */
const refusals: Readonly<Record<string, string>> = {
  'direct-eval': 'eval is not available to plugins',
  'unsupported-dynamic-import': 'import() is not available to plugins',
  'empty-import-meta': 'import.meta is not available to plugins',
  'unsupported-require-call': 'require() of a computed name is not available to plugins',
  'indirect-require': 'require is not available to plugins as a value',
};

const noBuiltins: Plugin = {
  name: 'no-builtins',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ path, kind }) => {
      if (kind === 'dynamic-import') return { errors: [{ text: 'import() is not available to plugins' }] };
      if (isBuiltin(path)) {
        return {
          errors: [{ text: `Node's module "${path}" is not available to plugins: they run in a sandbox` }],
        };
      }
      return undefined;
    });
  },
};

/** Bundles a plugin's source into the text of one strict CommonJS file that SES accepts. */
export async function bundlePlugin(plugin: PluginFolder): Promise<string> {
  const code = await esbuildBundle(plugin, true);
  if (!looksDangerous(code)) return code;
  return escapeFalseAlarms(await esbuildBundle(plugin, false));
}

async function esbuildBundle(plugin: PluginFolder, templates: boolean): Promise<string> {
  try {
    const { outputFiles, metafile } = await build({
      absWorkingDir: plugin.folder,
      entryPoints: [sourceEntry(plugin)],
      bundle: true,
      write: false,
      metafile: true,
      format: 'cjs',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      target: 'es2024',
      supported: { 'template-literal': templates },
      charset: 'utf8',
      legalComments: 'none',
      banner: { js: '"use strict";' },
      logLevel: 'silent',
      logOverride: Object.fromEntries(Object.keys(refusals).map((id) => [id, 'error' satisfies LogLevel])),
      plugins: [noBuiltins],
    });
    return withoutPaths(outputFiles[0]?.text ?? '', Object.keys(metafile.inputs));
  } catch (error) {
    const { errors } = error as BuildFailure;
    if (!Array.isArray(errors)) throw error;
    throw new CliError(errors.map(describeMessage).join('\n'));
  }
}

/* The comments that name each module depend on where npm has put it, and the bundle should not. */
function withoutPaths(code: string, inputs: readonly string[]): string {
  const comments = new Set(inputs.map((input) => `// ${input}`));
  return code
    .split('\n')
    .filter((line) => !comments.has(line))
    .join('\n');
}

function describeMessage({ id, text, location }: Message): string {
  const place = location ? `${location.file}:${location.line}:${location.column + 1}: ` : '';
  return place + (refusals[id] ?? text);
}
