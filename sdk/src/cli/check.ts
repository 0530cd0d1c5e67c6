import { parseFolderArguments } from './arguments.js';
import { checkPlugin } from './check-plugin.js';
import type { Check } from './check-result.js';
import { CliError, type Command } from './command.js';
import { readPackageText } from './plugin-folder.js';

export const check: Command = {
  name: 'check',
  summary: 'look a plugin over: manifest, API range, types, bundle, size, answers, purity, README, licence',
  usage: 'espalier check [folder] [--json]',
  options: [
    ['folder', 'the plugin’s folder; the current one unless given'],
    ['--json', 'print { ok, checks: [{ check, status: ok | fail | skipped, details }] }'],
  ],
  example: 'espalier check',
  exitCodes: ['all is well', 'a check failed', 'the command line is wrong'],
  async run(args, { out }) {
    const { values, folder } = parseFolderArguments(args, { json: { type: 'boolean', default: false } });
    const checks = await checkPlugin(await readPackageText(folder));
    const failed = checks.filter(({ status }) => status === 'fail');
    if (values.json) out(JSON.stringify({ ok: failed.length === 0, checks }));
    else for (const line of checks.flatMap(inLines)) out(line);
    if (failed.length > 0) throw new CliError(`failed: ${failed.map((it) => it.check).join(', ')}`);
  },
};

/** One line; a line more for each error beyond one. */
function inLines({ check, status, details }: Check): string[] {
  const [first = '', ...more] = details;
  const label = `${status.padEnd(7)}  ${check.padEnd(8)}  `;
  return [`${label}${first}`, ...more.map((detail) => ' '.repeat(label.length) + detail)];
}
