// Everything that is checked without running tests, one line each; what a failed check printed follows it whole.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pluginFolders } from './build-steps.mjs';
import { requireNode } from './node-version.mjs';
import { root, runNode, secondsSince } from './run-node.mjs';

requireNode();

const TSC = 'node_modules/typescript/bin/tsc';
const FENCED = ['src', 'sdk', 'plugins', 'test', 'bench', 'scripts'];

/** @type {{ name: string, args: string[] }[]} */
const checks = [
  { name: 'build', args: ['scripts/build.mjs'] },
  { name: 'format', args: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', args: ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'] },
  {
    name: 'fences',
    args: [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      ...FENCED,
    ],
  },
  { name: 'types', args: [TSC, '-p', 'tsconfig.check.json'] },
  { name: 'types of sdk', args: [TSC, '-p', 'sdk/tsconfig.check.json'] },
  ...pluginFolders(root).map((id) => ({
    name: `types of ${id}`,
    args: [TSC, '-p', `plugins/${id}/tsconfig.check.json`],
  })),
  { name: 'generated files', args: ['scripts/generated-files.mjs', '--check'] },
  { name: 'API report', args: ['scripts/api-report.mjs', '--check'] },
  { name: 'openapi', args: ['scripts/openapi.mjs', '--check'] },
];

let failed = 0;
for (const { name, args } of checks) {
  const start = performance.now();
  const { ok, output } = await runNode(args);
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${secondsSince(start)})`);
  if (ok) continue;
  failed += 1;
  console.log(output.trimEnd());
}

mkdirSync(join(root, 'coverage'), { recursive: true });
writeFileSync(
  join(root, 'coverage', 'check-counts.json'),
  `${JSON.stringify({ passed: checks.length - failed, failed })}\n`,
);
console.log(`${checks.length - failed} checks passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
