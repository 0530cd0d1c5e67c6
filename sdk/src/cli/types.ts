import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseFolderArguments } from './arguments.js';
import type { Command } from './command.js';
import { readPluginFolder, relativeToHere } from './plugin-folder.js';
import { pluginTypes } from './plugin-types.js';

export const types: Command = {
  name: 'types',
  summary: 'write espalier-env.d.ts, so that learner and settings are typed from package.json',
  usage: 'espalier types [folder]',
  async run(args, output) {
    const { folder } = parseFolderArguments(args, {});
    const plugin = await readPluginFolder(folder);
    const file = path.join(plugin.folder, 'espalier-env.d.ts');
    const text = pluginTypes(plugin.manifest);
    const before = await readFile(file, 'utf8').catch(() => null);
    if (before !== text) await writeFile(file, text);
    output.out(`${relativeToHere(file)} ${before === text ? 'is up to date' : 'written'}`);
  },
};
