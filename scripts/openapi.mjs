// Writes test/openapi.json, the reviewed contract, from the built server; with --check compares instead.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { jsonDifferences } from './json-differences.mjs';
import { root } from './run-node.mjs';

const START_LIMIT = 60_000;
const snapshot = join(root, 'test', 'openapi.json');

const document = await readServed();
if (process.argv.includes('--check')) {
  /** @type {unknown} */
  const reviewed = existsSync(snapshot) ? JSON.parse(readFileSync(snapshot, 'utf8')) : null;
  const differences = jsonDifferences(reviewed, document);
  if (differences.length > 0) {
    console.error(differences.join('\n'));
    console.error(
      'test/openapi.json is not what the server says. Where the change is meant: npm run openapi',
    );
    process.exitCode = 1;
  }
} else {
  writeFileSync(snapshot, await format(JSON.stringify(document), { parser: 'json', printWidth: 110 }));
  console.log('test/openapi.json written');
}

/**
 * Starts the server on an empty database, takes its document, and stops it.
 * @returns {Promise<unknown>}
 */
async function readServed() {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-openapi-'));
  const env = {
    ...process.env,
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: `sqlite:${join(folder, 'espalier.db')}`,
    ESPALIER_DEMO: '0',
    LOG_LEVEL: 'info',
  };
  const args = ['--disable-sigusr1', join(root, 'dist', 'main.js')];
  const server = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => server.once('close', resolve));
  try {
    const response = await fetch(`${await addressOf(server)}/api/v1/openapi.json`);
    if (!response.ok) throw new Error(`openapi.json answered ${response.status}: ${await response.text()}`);
    return await response.json();
  } finally {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The address that the server prints once it listens.
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} server
 * @returns {Promise<string>}
 */
function addressOf(server) {
  return new Promise((resolve, reject) => {
    let printed = '';
    const limit = setTimeout(() => reject(new Error(`The server did not start:\n${printed}`)), START_LIMIT);
    const read = (/** @type {Buffer} */ chunk) => {
      printed += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+(?=\D)/.exec(printed)?.[0];
      if (address) settle(() => resolve(address));
    };
    const settle = (/** @type {() => void} */ how) => {
      clearTimeout(limit);
      how();
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('close', () => settle(() => reject(new Error(`The server ended:\n${printed}`))));
  });
}
