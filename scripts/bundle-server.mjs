// Bundles what the compiler made of `src` to a few files: a start loads those instead of some thousands, which takes
// most of its time. The compiler comes first, since decorators need its types.
import { build } from 'esbuild';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { root } from './run-node.mjs';

const COMPILED = 'dist/compiled';
const ENTRIES = ['main', 'demo'];

/** Native code, and packages that look for files beside their own. */
const BESIDE_THEIR_FILES = ['better-sqlite3', '@espalier/sdk', 'swagger-ui-express', 'swagger-ui-dist'];

/**
 * Optional packages that are not installed are left to fail where they are asked for, as without a bundle.
 * @type {import('esbuild').Plugin}
 */
const missingPackages = {
  name: 'missing packages',
  setup(bundle) {
    bundle.onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...rest }) => {
      if (pluginData === 'asked') return undefined;
      const { importer, kind, namespace, resolveDir } = rest;
      const found = await bundle.resolve(path, {
        importer,
        kind,
        namespace,
        resolveDir,
        pluginData: 'asked',
      });
      return found.errors.length > 0 ? { path, external: true } : found;
    });
  },
};

/** The head of a class as the compiler writes it. */
const CLASS =
  /^(?:export )?(?:let \w+ = (?:\w+ = )?)?class (\w+)(?: extends (?:.+, \{\n(?:.*\n)+?\s*\}\)|.+))? \{$/gm;

/**
 * The bundler gives another name to what has the name of something else. OpenAPI and migrations go by those of classes;
 * to keep the names of all functions would slow each of them.
 * @type {import('esbuild').Plugin}
 */
const classNames = {
  name: 'class names',
  setup(bundle) {
    bundle.onLoad({ filter: /[\\/]dist[\\/]compiled[\\/].*\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(
        CLASS,
        (head, name) => `${head} static { Object.defineProperty(this, 'name', { value: '${name}' }); }`,
      );
      return { contents, loader: 'js' };
    });
  },
};

/**
 * Nest takes the validators that its mapped types inherit from where the bundler does not see it; those of a second copy
 * would cost a start a tenth of a second.
 * @type {import('esbuild').Plugin}
 */
const mappedTypes = {
  name: 'mapped types',
  setup(bundle) {
    bundle.onLoad({ filter: /[\\/]mapped-types[\\/]dist[\\/]type-helpers\.utils\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const hidden = 'const require = createRequire(import.meta.url);';
      if (!source.includes(hidden)) throw new Error(`${path} asks for its packages in another way`);
      return { contents: source.replace(hidden, ''), loader: 'js' };
    });
  },
};

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ENTRIES.map((it) => `${COMPILED}/${it}.js`),
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node26',
  sourcemap: true,
  sourcesContent: false,
  external: BESIDE_THEIR_FILES.flatMap((it) => [it, `${it}/*`]),
  plugins: [missingPackages, classNames, mappedTypes],
  // CommonJS packages ask for Node's own modules, and TypeORM for the database's, by `require`.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
  write: false,
});

// Each moved into place whole, and the entries last: a server may be starting from them.
const isEntry = (/** @type {string} */ path) => dirname(path) === join(root, 'dist');
mkdirSync(join(root, 'dist/chunks'), { recursive: true });
for (const { path, contents } of outputFiles.toSorted(
  (a, b) => Number(isEntry(a.path)) - Number(isEntry(b.path)),
)) {
  writeFileSync(`${path}.partial`, contents);
  renameSync(`${path}.partial`, path);
}
const made = new Set(outputFiles.map((it) => basename(it.path)));
for (const name of readdirSync(join(root, 'dist/chunks'))) {
  if (!made.has(name)) rmSync(join(root, 'dist/chunks', name));
}
