// What `npm start` runs: builds what changed, then runs the server with the demo. Production runs dist/main.js
// itself.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { requireNode } from './node-version.mjs';
import { root } from './run-node.mjs';

requireNode();

await import('./build.mjs');

const args = ['--disable-sigusr1', '--enable-source-maps', join(root, 'dist', 'main.js')];
const env = { ...process.env, ESPALIER_DEMO: process.env['ESPALIER_DEMO'] ?? '1' };
const server = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });

process.on('SIGTERM', () => server.kill('SIGTERM'));
process.on('SIGINT', () => {
  // A terminal sends Ctrl-C to every process on it, the server too: a second one would cut its shutdown short.
  if (!process.stdin.isTTY) server.kill('SIGINT');
});
// The shell that npm puts between ends with a signal to npm and does not hand it on.
const parent = process.ppid;
if (process.env['npm_lifecycle_event']) {
  setInterval(() => {
    if (process.ppid !== parent) server.kill('SIGTERM');
  }, 250).unref();
}
server.once('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
});
