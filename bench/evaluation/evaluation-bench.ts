import { join } from 'node:path';
import type { BenchDatabase } from '../databases.ts';
import { type Figure, median } from '../figures.ts';
import { Api, startServer } from '../http/server.ts';
import { runToEnd } from '../processes.ts';
import { timeBareRead } from './bare-read.ts';
import { installPlugin, liveRun } from './live-run.ts';
import { childrenOf, peakResidentMb } from './peak-memory.ts';
import { AS_OF } from './school-rows.ts';

const SIZES = [1_000, 10_000, 20_000];
const QUICK_SIZES = [1_000, 5_000];
/** Schools of the smallest size, since one run over it is short. */
const SMALL_SCHOOLS = 5;
const WARM_UP = 2_000;
const AIM = 2.5;
const GROWTH_MB = 50;

interface Measured {
  readonly size: number;
  /** Microseconds a pupil. */
  readonly evaluated: number;
  readonly read: number;
  readonly ratio: number;
  readonly serverMb: number | null;
  readonly pluginMb: number | null;
}

/**
 * (a) and (d): the first live run over schools of several sizes, each in a server of its own that another school
 * has warmed up, and the most memory that server and plugin process had.
 */
export async function benchEvaluation(database: BenchDatabase, quick: boolean): Promise<Figure[]> {
  const sizes = quick ? QUICK_SIZES : SIZES;
  await (await startServer(database)).stop();
  const groups = sizes.map((size, i) => [
    WARM_UP,
    ...Array.from({ length: i === 0 ? SMALL_SCHOOLS : 1 }, () => size),
  ]);
  const schoolIds = await loadSchools(database, groups.flat());
  const measured: Measured[] = [];
  for (const [i, group] of groups.entries()) {
    const [warmUp, ...others] = schoolIds.splice(0, group.length);
    measured.push(await measure(database, sizes[i]!, warmUp!, others));
  }
  return [...measured.map((it) => speedFigure(database, it)), ...memoryFigures(database, measured)];
}

async function loadSchools({ url }: BenchDatabase, sizes: readonly number[]): Promise<string[]> {
  const script = join(import.meta.dirname, 'load-schools.ts');
  return JSON.parse(await runToEnd([script, url, JSON.stringify(sizes)])) as string[];
}

async function measure(
  database: BenchDatabase,
  size: number,
  warmUp: string,
  schoolIds: readonly string[],
): Promise<Measured> {
  const server = await startServer(database);
  const api = await Api.signIn(server);
  await installPlugin(api, [warmUp, ...schoolIds]);
  await evaluate(api, warmUp);
  await timeBareRead(database.url, warmUp);
  const rounds: { evaluated: number; read: number }[] = [];
  for (const schoolId of schoolIds) {
    const before = await timeBareRead(database.url, schoolId);
    const evaluated = await evaluate(api, schoolId);
    const after = await timeBareRead(database.url, schoolId);
    rounds.push({ evaluated, read: (before + after) / 2 });
  }
  const serverMb = peakResidentMb(server.pid);
  const pluginMb = childrenOf(server.pid).map(peakResidentMb)[0] ?? null;
  await server.stop();
  return {
    size,
    evaluated: median(rounds.map((it) => it.evaluated)),
    read: median(rounds.map((it) => it.read)),
    ratio: median(rounds.map((it) => it.evaluated / it.read)),
    serverMb,
    pluginMb,
  };
}

/** A live run from the request to its end. Microseconds a pupil. */
async function evaluate(api: Api, schoolId: string): Promise<number> {
  const began = Date.now();
  const run = await liveRun(api, schoolId, AS_OF);
  return ((Date.parse(run.finishedAt!) - began) * 1000) / run.pupils;
}

function speedFigure({ name, kind }: BenchDatabase, { size, evaluated, read, ratio }: Measured): Figure {
  return {
    what: '(a) Live evaluation, end to end',
    database: name,
    size: `${size} pupils, 18 results and 3 targets each`,
    measured: `${evaluated.toFixed(0)} µs a pupil`,
    limit: `${read.toFixed(0)} µs a pupil, bare read`,
    ratio: ratio.toFixed(1),
    aim: kind === 'mariadb' ? `≤ ${AIM}` : '–',
    met: kind === 'mariadb' ? ratio <= AIM : null,
  };
}

function memoryFigures({ name }: BenchDatabase, measured: readonly Measured[]): Figure[] {
  const kinds = [
    ['server process', (it: Measured) => it.serverMb],
    ['plugin process', (it: Measured) => it.pluginMb],
  ] as const;
  const smallest = measured[0]!;
  const largest = measured.at(-1)!;
  return kinds.flatMap(([what, of]) => {
    const [least, most] = [of(smallest), of(largest)];
    if (least === null || most === null) return [];
    return {
      what: `(d) Peak resident memory, ${what}`,
      database: name,
      size: `${largest.size} pupils`,
      measured: `${most.toFixed(0)} MB`,
      limit: `${least.toFixed(0)} MB at ${smallest.size} pupils`,
      ratio: `${most >= least ? '+' : '−'}${Math.abs(most - least).toFixed(0)} MB`,
      aim: `≤ +${GROWTH_MB} MB`,
      met: most - least <= GROWTH_MB,
    };
  });
}
