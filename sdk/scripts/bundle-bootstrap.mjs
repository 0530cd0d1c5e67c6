// Bundles the entry of a plugin process, with ses, to one ES module.
// Usage: node sdk/scripts/bundle-bootstrap.mjs [entry outfile]
import { build } from 'esbuild';
import { renameSync } from 'node:fs';
import { join } from 'node:path';

const sdk = join(import.meta.dirname, '..');
const [entry = join(sdk, 'src/sandbox/bootstrap.ts'), outfile = join(sdk, 'dist/sandbox/bootstrap.mjs')] =
  process.argv.slice(2);

// Moved into place whole: a process may be starting from it.
const partial = `${outfile}.${process.pid}.mjs`;
await build({
  entryPoints: [entry],
  outfile: partial,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node26',
  legalComments: 'inline',
  logLevel: 'warning',
});
renameSync(partial, outfile);
