import type { PolicyContribution, PolicyKind } from '../manifest/manifest.js';
import { packageLimits } from '../manifest/package-limits.js';
import { PluginActivationError } from '../sandbox/activation-error.js';
import { defaultLimits } from '../sandbox/limits.js';
import { testDay } from '../testing/school-day.js';
import { parseArguments } from './arguments.js';
import { type BenchFigures, benchPolicy } from './bench-policy.js';
import { CliError, type Command, type Streams } from './command.js';
import { choosePolicy, hostableBundle, readDays, readSettings } from './evaluation-arguments.js';
import { readLines } from './learner-lines.js';
import { readPluginFolder } from './plugin-folder.js';
import { sampleLines } from './sample-lines.js';

const sampleSize = 1000;

export const bench: Command = {
  name: 'bench',
  summary: 'measure a plugin against the limits of servers, and against a direct call',
  usage:
    'espalier bench [learners.ndjson] [--plugin folder] [--policy id] [--rounds n]\n' +
    '               [--as-of date] [--settings file.json] [--json]',
  options: [
    ['learners.ndjson', 'what to evaluate, as for espalier run; made-up learners unless given'],
    ['--plugin folder', 'the plugin’s folder; the current one unless given'],
    ['--policy id', 'which policy; all of them unless given'],
    ['--rounds n', 'how often everything is evaluated, 10 unless given; medians are told'],
    ['--as-of date', `the day to evaluate for, YYYY-MM-DD; ${testDay} unless given`],
    ['--settings file.json', 'settings over the defaults of the manifest'],
    ['--json', 'print { bundleBytes, limits, policies: [{ policy, microsPerLine, ratio, … }] }'],
  ],
  example: 'espalier bench --policy reading-catch-up',
  exitCodes: [
    'it is within the limits',
    'it is beyond a limit, does not load, or something was not evaluated',
    'what was given needs mending: the command line, a line of the input, the settings',
  ],
  async run(args, streams) {
    const { values, subject: file } = parseArguments(
      args,
      {
        plugin: { type: 'string', default: '.' },
        policy: { type: 'string' },
        rounds: { type: 'string', default: '10' },
        'as-of': { type: 'string', default: testDay },
        settings: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      'file',
    );
    const rounds = readRounds(values.rounds);
    const plugin = await readPluginFolder(values.plugin);
    const { manifest } = plugin;
    const all = file === undefined && values.policy === undefined && manifest.policies.length > 0;
    const policies = all ? manifest.policies : [choosePolicy(manifest, values.policy)];
    const shared = {
      settings: await readSettings(values.settings, manifest),
      ...readDays(values['as-of'], undefined),
    };
    const bundle = await hostableBundle(plugin);
    const bundleBytes = Buffer.byteLength(bundle);
    const figures: BenchFigures[] = [];
    for (const policy of policies) {
      const lines = await linesOf(file, streams, policy);
      const { id: policyId, inputs, kind } = policy;
      figures.push(
        await orNotLoaded(
          benchPolicy({ bundle, kind, rounds, lines, context: { policyId, inputs, ...shared } }),
        ),
      );
    }
    if (values.json) streams.out(JSON.stringify({ bundleBytes, limits: limitsShown, policies: figures }));
    else for (const line of inWords(figures, bundleBytes)) streams.out(line);
    requireWithin(figures);
  },
};

const limitsShown = {
  bundleBytes: packageLimits.bundleBytes,
  microsPerLearner: defaultLimits.millisPerLearner * 1000,
  residentMb: defaultLimits.residentMb,
};

function readRounds(text: string): number {
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds >= 1 && rounds <= 1000) return rounds;
  throw new CliError('--rounds must be a whole number from 1 to 1000', 2);
}

async function linesOf(
  file: string | undefined,
  { stdin }: Streams,
  policy: PolicyContribution,
): Promise<unknown[]> {
  if (file === undefined) return sampleLines(policy, sampleSize);
  const inputs: unknown[] = [];
  for await (const line of readLines<PolicyKind>(file, stdin, policy)) {
    if ('faults' in line) throw new CliError(`line ${line.line}: ${line.faults.join('; ')}`, 2);
    inputs.push(line.input);
  }
  if (inputs.length === 0) throw new CliError(`${file} is empty`, 2);
  return inputs;
}

async function orNotLoaded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof PluginActivationError ? new CliError(error.message) : error;
  }
}

function inWords(figures: readonly BenchFigures[], bundleBytes: number): string[] {
  return [
    `bundle  ${bundleBytes} of ${limitsShown.bundleBytes} bytes`,
    ...figures
      .filter(({ notEvaluated }) => notEvaluated === null)
      .flatMap(({ policy, unit, lines, rounds, microsPerLine, directMicrosPerLine, ratio, ...rest }) => [
        `${policy}: ${lines} ${unit}${lines === 1 ? '' : 's'}, the median of ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`,
        `  a ${unit.padEnd(10)} ${micros(microsPerLine)}${unit === 'learner' ? ` of ${limitsShown.microsPerLearner} µs` : ''}`,
        `  direct call  ${micros(directMicrosPerLine)}; the sandbox takes ${ratio.toFixed(1)} times as long, checks of the answers included`,
        `  memory       ${rest.residentMb === null ? 'not known here' : `${Math.round(rest.residentMb)} of ${limitsShown.residentMb} MB`}`,
        `  start        ${rest.activationMillis === null ? 'not known' : `${Math.round(rest.activationMillis)} ms`}`,
      ]),
  ];
}

function micros(value: number): string {
  return `${value < 100 ? value.toFixed(1) : Math.round(value)} µs`;
}

function requireWithin(figures: readonly BenchFigures[]): void {
  const problems = figures.flatMap(({ policy, unit, microsPerLine, residentMb, notEvaluated }) => [
    ...(notEvaluated === null ? [] : [`${policy}: not evaluated: ${notEvaluated}`]),
    ...(unit === 'learner' && microsPerLine > limitsShown.microsPerLearner
      ? [`${policy}: ${micros(microsPerLine)} a learner, ${limitsShown.microsPerLearner} µs are allowed`]
      : []),
    ...(residentMb !== null && residentMb > limitsShown.residentMb
      ? [`${policy}: ${Math.round(residentMb)} MB, ${limitsShown.residentMb} MB are allowed`]
      : []),
  ]);
  if (problems.length > 0) throw new CliError(problems.join('\n'));
}
