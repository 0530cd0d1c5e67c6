// Builds what has changed: each step is skipped while the digest of what it reads is the one on its stamp.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSteps } from './build-steps.mjs';
import { requireNode } from './node-version.mjs';
import { root, runNode, secondsSince } from './run-node.mjs';
import { sourceHash } from './source-hash.mjs';

requireNode();

const stamps = join(root, 'dist', '.build');
mkdirSync(stamps, { recursive: true });

/** @type {Map<string, string>} */
const digests = new Map();
for (const step of buildSteps(root)) {
  const upstream = step.after.map((name) => digests.get(name) ?? '');
  const digest = sourceHash(root, step.inputs, upstream);
  digests.set(step.name, digest);
  if (isBuilt(step, digest)) continue;
  const start = performance.now();
  rmSync(stampOf(step), { force: true });
  await runStep(step);
  writeFileSync(stampOf(step), digest);
  console.log(`built ${step.name} (${secondsSince(start)})`);
}

/** @param {import('./build-steps.mjs').BuildStep} step */
async function runStep(step) {
  for (const args of step.commands) {
    const { ok, output } = await runNode(args);
    if (!ok) fail(step.name, output);
  }
  const missing = step.outputs.filter((path) => !existsSync(join(root, path)));
  if (missing.length > 0) fail(step.name, `${missing.join(', ')} was not made\n`);
  // npm made the link to the command before there was a file to mark as one that runs.
  if (step.name === 'sdk') chmodSync(join(root, 'sdk/dist/cli/main.js'), 0o755);
}

/**
 * @param {string} name
 * @param {string} output
 */
function fail(name, output) {
  process.stderr.write(`${output.trimEnd()}\nThe build of ${name} failed.\n`);
  process.exit(1);
}

/**
 * @param {import('./build-steps.mjs').BuildStep} step
 * @param {string} digest
 */
function isBuilt(step, digest) {
  return (
    step.outputs.every((path) => existsSync(join(root, path))) &&
    existsSync(stampOf(step)) &&
    readFileSync(stampOf(step), 'utf8') === digest
  );
}

/** @param {import('./build-steps.mjs').BuildStep} step */
function stampOf(step) {
  return join(stamps, step.name);
}
