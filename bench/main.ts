// The benchmark: measures, prints and writes `bench/results.md`. See docs/decisions/0005-speed.md.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchDatabase, makeDatabase, Unreachable } from './databases.ts';
import { type Figure, markdownTable, toTable } from './figures.ts';
import { benchEvaluation } from './evaluation/evaluation-bench.ts';
import { benchHttp } from './http/http-bench.ts';
import { benchInsights, GROWTH_HEAD } from './insights/insights-bench.ts';
import { busyNote, machineFacts } from './machine.ts';
import { type Options, type Part, PARTS, readOptions } from './options.ts';
import { endAll } from './processes.ts';
import { benchSandbox } from './sandbox/sandbox-bench.ts';

const RESULTS = join(import.meta.dirname, 'results.md');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void endAll().finally(() => process.exit(1)));
}
try {
  await bench(readOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await endAll();
}

async function bench(options: Options): Promise<void> {
  const figures: Figure[] = [];
  const busy = busyNote();
  const notes: string[] = busy === null ? [] : [busy];
  const databases = new Set<string>();
  if (options.parts.includes('b')) show(figures, await benchSandbox(options.quick));
  const growth: string[][] = [];
  const onDatabase = async (
    kind: BenchDatabase['kind'],
    parts: readonly Part[],
    work: (database: BenchDatabase) => Promise<void>,
  ) => {
    if (!options.parts.some((it) => parts.includes(it))) return;
    const database = await makeDatabase(kind);
    databases.add(database.name);
    try {
      await work(database);
    } finally {
      await endAll();
      await database.drop();
    }
  };
  for (const kind of options.databases) {
    try {
      await onDatabase(kind, ['a', 'c'], async (database) => {
        if (options.parts.includes('a')) show(figures, await benchEvaluation(database, options.quick));
        if (options.parts.includes('c')) show(figures, await benchHttp(database, options.quick));
      });
      await onDatabase(kind, ['e'], async (database) => {
        const measured = await benchInsights(database, options.size, options.quick);
        show(figures, measured.figures);
        growth.push(...measured.growth);
      });
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      notes.push(`Skipped MariaDB: ${error.message}.`);
      console.log(notes.at(-1));
    }
  }
  const facts = machineFacts([...databases]);
  const tables = [toTable(figures), ...(growth.length > 0 ? [markdownTable(GROWTH_HEAD, growth)] : [])];
  console.log(`\n${[...tables, [...facts, ...notes].join('\n')].join('\n\n')}`);
  // A short look at some of it is no result.
  if (options.quick || options.parts.length < PARTS.length || options.databases.length < 2) return;
  writeFileSync(RESULTS, resultsPage(tables, [...facts, ...notes]));
}

function show(figures: Figure[], found: readonly Figure[]): void {
  for (const it of found) {
    figures.push(it);
    console.log(
      `${it.what}, ${it.database}, ${it.size}: ${it.measured} to ${it.limit}: ${it.ratio} (${it.aim})`,
    );
  }
}

function resultsPage([figures, growth]: readonly string[], facts: readonly string[]): string {
  return [
    '# Benchmark results',
    'Written by `npm run bench`. Each ratio is to a limit measured in the same run, in turns; medians.',
    figures,
    'How the insights and the timeline of (e) grow, as times of those of the smallest size:',
    growth,
    facts.map((it) => `- ${it}`).join('\n'),
    'What dominates each figure is in [0005-speed](../docs/decisions/0005-speed.md).\n',
  ].join('\n\n');
}
