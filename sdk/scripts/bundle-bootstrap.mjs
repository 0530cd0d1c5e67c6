// Bundles the entry of a plugin process, with ses, to one ES module.
// Usage: node sdk/scripts/bundle-bootstrap.mjs [entry outfile]
import { build } from 'esbuild';
import { join } from 'node:path';

const sdk = join(import.meta.dirname, '..');
const [entry = join(sdk, 'src/sandbox/bootstrap.ts'), outfile = join(sdk, 'dist/sandbox/bootstrap.mjs')] =
  process.argv.slice(2);

await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node26',
  legalComments: 'inline',
  logLevel: 'warning',
});
