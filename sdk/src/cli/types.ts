import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseFolderArguments } from './arguments.js';
import type { Command } from './command.js';
import { readPluginFolder, relativeToHere } from './plugin-folder.js';
import { pluginTypes } from './plugin-types.js';

/** The file that types `learner` and `settings`, in a plugin's folder. */
export const typesFile = 'espalier-env.d.ts';

export const types: Command = {
  name: 'types',
  summary: `write ${typesFile}, so that learner and settings are typed from package.json`,
  usage: 'espalier types [folder] [--json]',
  options: [
    ['folder', 'the plugin’s folder; the current one unless given'],
    ['--json', 'print { file, changed }'],
  ],
  example: 'espalier types',
  exitCodes: ['the file is up to date', 'package.json needs mending', 'the command line is wrong'],
  async run(args, { out }) {
    const { values, folder } = parseFolderArguments(args, { json: { type: 'boolean', default: false } });
    const plugin = await readPluginFolder(folder);
    const file = path.join(plugin.folder, typesFile);
    const text = pluginTypes(plugin.manifest);
    const before = await readFile(file, 'utf8').catch(() => null);
    const changed = before !== text;
    if (changed) await writeFile(file, text);
    if (values.json) out(JSON.stringify({ file, changed }));
    else out(`${relativeToHere(file)} ${changed ? 'written' : 'is up to date'}`);
  },
};
