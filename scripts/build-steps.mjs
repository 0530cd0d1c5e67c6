import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One step of the build.
 * @typedef {object} BuildStep
 * @property {string} name also the name of its stamp
 * @property {readonly string[]} inputs files and folders that it reads
 * @property {readonly string[]} after names of the steps whose result it reads
 * @property {readonly string[]} outputs what must exist once it has run
 * @property {readonly (readonly string[])[]} commands arguments of Node, one command after the other
 */

const TSC = 'node_modules/typescript/bin/tsc';
const NEST = 'node_modules/@nestjs/cli/bin/nest.js';
const CLI = 'sdk/dist/cli/main.js';

/**
 * The steps in order: the SDK, what runs inside a plugin's process, each plugin's package, the server and its bundle.
 * @param {string} root
 * @returns {BuildStep[]}
 */
export function buildSteps(root) {
  return [
    {
      name: 'sdk',
      inputs: [
        'package-lock.json',
        'tsconfig.base.json',
        'sdk/tsconfig.json',
        'sdk/package.json',
        'sdk/src',
        'sdk/scripts/write-schema.mjs',
      ],
      after: [],
      outputs: ['sdk/dist/index.js', 'sdk/dist/index.d.ts', CLI, 'sdk/dist/manifest/manifest.schema.json'],
      commands: [[TSC, '-p', 'sdk'], ['sdk/scripts/write-schema.mjs']],
    },
    {
      name: 'sandbox',
      inputs: ['sdk/scripts/bundle-bootstrap.mjs'],
      after: ['sdk'],
      outputs: ['sdk/dist/sandbox/bootstrap.mjs'],
      commands: [['sdk/scripts/bundle-bootstrap.mjs']],
    },
    ...pluginFolders(root).map((id) => ({
      name: `plugin-${id}`,
      inputs: [`plugins/${id}`],
      after: ['sdk', 'sandbox'],
      outputs: [`plugins/${id}/dist/plugin.js`],
      commands: [[CLI, 'pack', `plugins/${id}`, '--out', `plugins/${id}/dist`]],
    })),
    {
      name: 'server',
      inputs: [
        'package-lock.json',
        'tsconfig.base.json',
        'tsconfig.json',
        'nest-cli.json',
        'package.json',
        'src',
      ],
      after: ['sdk'],
      outputs: ['dist/compiled/main.js'],
      commands: [[NEST, 'build']],
    },
    {
      name: 'bundle',
      inputs: ['scripts/bundle-server.mjs'],
      after: ['server'],
      outputs: ['dist/main.js', 'dist/demo.js'],
      commands: [['scripts/bundle-server.mjs']],
    },
  ];
}

/**
 * The first-party plugins, by the names of their folders.
 * @param {string} root
 */
export function pluginFolders(root) {
  return readdirSync(join(root, 'plugins'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
