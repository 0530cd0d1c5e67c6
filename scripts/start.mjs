// Runs the built server with the demo, as `npm start` does. Production runs dist/main.js itself.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { requireNode } from './node-version.mjs';
import { root } from './run-node.mjs';

requireNode();

const args = ['--disable-sigusr1', '--enable-source-maps', join(root, 'dist', 'main.js')];
const env = { ...process.env, ESPALIER_DEMO: process.env['ESPALIER_DEMO'] ?? '1' };
const server = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });

process.on('SIGTERM', () => server.kill('SIGTERM'));
process.on('SIGINT', () => {
  // A terminal sends Ctrl-C to every process on it, the server too: a second one would cut its shutdown short.
  if (!process.stdin.isTTY) server.kill('SIGINT');
});
server.once('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
});
