import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchDatabase } from '../databases.ts';
import { type Figure, median } from '../figures.ts';
import { Api, startServer } from '../http/server.ts';
import { runToEnd } from '../processes.ts';
import { timeBareRead } from './bare-read.ts';
import { childrenOf, peakResidentMb } from './peak-memory.ts';
import { AS_OF } from './school-rows.ts';

const PLUGIN_FOLDER = join(import.meta.dirname, '../../plugins/trajectory-catch-up');
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

interface Evaluation {
  readonly id: string;
  readonly status: string;
  readonly pupils: number;
  readonly finishedAt: string | null;
  readonly failure: string | null;
  readonly policies: readonly { readonly counts: { recommend: number; notEvaluated: number } }[];
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

/** Installs the first-party plugin where it is not there yet, and enables it at the schools. */
async function installPlugin(api: Api, schoolIds: readonly string[]): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(PLUGIN_FOLDER, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const known = await api.get<{ data: { name: string }[] }>('/api/v1/plugins');
  if (!known.data.some((it) => it.name === manifest.name)) {
    const file = readdirSync(join(PLUGIN_FOLDER, 'dist')).find((it) => it.endsWith('.tgz'));
    if (file === undefined) throw new Error('trajectory-catch-up has not been packed');
    const form = new FormData();
    form.append('package', new Blob([readFileSync(join(PLUGIN_FOLDER, 'dist', file))]), file);
    await api.post('/api/v1/plugins', form);
  }
  for (const schoolId of schoolIds) {
    await api.put(`/api/v1/schools/${schoolId}/plugins/${encodeURIComponent(manifest.name)}`, {
      version: manifest.version,
      enabled: true,
      grants: ['trajectory', 'interventions', 'attendance'],
      settings: {},
    });
  }
}

/** A live run from the request to its end. Microseconds a pupil. */
async function evaluate(api: Api, schoolId: string): Promise<number> {
  const began = Date.now();
  let run = await api.post<Evaluation>('/api/v1/evaluations', { schoolId, asOf: AS_OF, mode: 'live' });
  while (run.status === 'running') {
    await delay(100);
    run = await api.get<Evaluation>(`/api/v1/evaluations/${run.id}`);
  }
  const { recommend, notEvaluated } = run.policies[0]!.counts;
  if (run.status !== 'succeeded' || notEvaluated > 0 || recommend === 0) {
    throw new Error(`the run ended as ${run.status} (${run.failure ?? ''}), ${notEvaluated} not evaluated`);
  }
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
