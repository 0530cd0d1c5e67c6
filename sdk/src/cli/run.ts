import { writeFile } from 'node:fs/promises';
import { PluginActivationError } from '../sandbox/activation-error.js';
import { defaultLimits } from '../sandbox/limits.js';
import { startPluginProcess } from '../sandbox/plugin-process.js';
import { parseArguments } from './arguments.js';
import { CliError, type Command } from './command.js';
import { choosePolicy, hostableBundle, readDays, readSettings } from './evaluation-arguments.js';
import { readLines } from './learner-lines.js';
import { readPluginFolder } from './plugin-folder.js';
import { LineRun, type RunSummary } from './line-run.js';

export const run: Command = {
  name: 'run',
  summary: 'evaluate learners as a server would: one JSON object a line in, one answer a line out',
  usage:
    'espalier run [learners.ndjson] [--plugin folder] [--policy id] [--as-of date]\n' +
    '             [--next-assessment-point date] [--settings file.json] [--out file] [--json]',
  options: [
    ['learners.ndjson', 'a learner a line, with the declared inputs; standard input unless given'],
    ['', 'kind differentiation: a line is a teaching group; allocation: a line is a round'],
    ['--plugin folder', 'the plugin’s folder; the current one unless given'],
    ['--policy id', 'which policy; may be left out where the plugin has one'],
    ['--as-of date', 'the day to evaluate for, YYYY-MM-DD; today unless given'],
    ['--next-assessment-point date', 'the school’s first assessment point after it; none unless given'],
    ['--settings file.json', 'settings over the defaults of the manifest'],
    ['--out file', 'write the answers to a file'],
    ['--json', 'print a summary as JSON; the answers then go nowhere but to --out'],
  ],
  example: 'espalier run learners.ndjson --as-of 2026-07-10 > verdicts.ndjson',
  exitCodes: [
    'every line was answered, and answered the same again',
    'the plugin needs mending: it does not load, a line was not evaluated, or it is impure',
    'what was given needs mending: the command line, a line of the input, the settings',
  ],
  async run(args, streams) {
    const { values, subject: file } = parseArguments(
      args,
      {
        plugin: { type: 'string', default: '.' },
        policy: { type: 'string' },
        'as-of': { type: 'string' },
        'next-assessment-point': { type: 'string' },
        settings: { type: 'string' },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      'file',
    );
    const plugin = await readPluginFolder(values.plugin);
    const policy = choosePolicy(plugin.manifest, values.policy);
    const days = readDays(values['as-of'], values['next-assessment-point']);
    const settings = await readSettings(values.settings, plugin.manifest);
    const answers: string[] | undefined = values.out === undefined ? undefined : [];
    const keep = (line: string): void => {
      if (answers) answers.push(line);
      else if (!values.json) streams.out(line);
    };
    const bundle = await hostableBundle(plugin);
    const process = startPluginProcess({ bundle, limits: defaultLimits });
    try {
      const context = { policyId: policy.id, settings, ...days, inputs: policy.inputs };
      streams.err(`${policy.id} as of ${days.asOf}`);
      const lines = new LineRun(process, context, policy.kind, { answer: keep, note: streams.err });
      const summary = await lines.run(readLines(file, streams.stdin, policy));
      if (values.out !== undefined) await writeFile(values.out, answers!.map((line) => `${line}\n`).join(''));
      if (values.json) streams.out(JSON.stringify(summary));
      else for (const line of inWords(summary)) streams.err(line);
      requireAllWell(summary);
    } catch (error) {
      throw error instanceof PluginActivationError ? new CliError(error.message) : error;
    } finally {
      await process.dispose();
    }
  },
};

function inWords({ lines, outcomes, microsPerLine }: RunSummary): string[] {
  const counts = Object.entries(outcomes).map(([outcome, count]) => `${outcome} ${count}`);
  const time = microsPerLine === null ? '' : `; ${Math.round(microsPerLine)} µs a line`;
  return [`${lines} ${lines === 1 ? 'line' : 'lines'}: ${counts.join(', ') || 'nothing to evaluate'}${time}`];
}

function requireAllWell({ badLines, outcomes, impureLines }: RunSummary): void {
  const notEvaluated = outcomes['notEvaluated'] ?? 0;
  const problems = [
    ...(badLines.length > 0 ? [`not read for their faults: ${numbers(badLines)}`] : []),
    ...(notEvaluated > 0
      ? [`not evaluated: ${notEvaluated} (see notEvaluated and detail in the answers)`]
      : []),
    ...(impureLines.length > 0
      ? [
          `impure, for it answered otherwise the second time: ${numbers(impureLines)}; a server stops such a version`,
        ]
      : []),
  ];
  if (problems.length > 0) throw new CliError(problems.join('\n'), badLines.length > 0 ? 2 : 1);
}

function numbers(lines: readonly number[]): string {
  const shown = lines.slice(0, 10).join(', ');
  return `${lines.length === 1 ? 'line' : 'lines'} ${shown}${lines.length > 10 ? `, … (${lines.length})` : ''}`;
}
