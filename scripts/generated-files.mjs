// Files that are committed and written by a command: writes them; with --check says which are out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pluginFolders } from './build-steps.mjs';
import { root, runNode } from './run-node.mjs';

const check = process.argv.includes('--check');
for (const id of pluginFolders(root)) {
  const path = `plugins/${id}/espalier-env.d.ts`;
  const file = join(root, path);
  const before = readFileSync(file, 'utf8');
  const { ok, output } = await runNode(['sdk/dist/cli/main.js', 'types', `plugins/${id}`]);
  if (!ok) {
    console.error(`${path}: ${output.trimEnd()}`);
    process.exitCode = 1;
    continue;
  }
  if (readFileSync(file, 'utf8') === before) continue;
  if (!check) {
    console.log(`${path} written`);
    continue;
  }
  writeFileSync(file, before);
  console.error(`${path} is out of date: npm run generate`);
  process.exitCode = 1;
}
