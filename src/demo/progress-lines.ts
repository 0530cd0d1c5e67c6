import type { EvaluatedSchool } from './evaluate-schools.js';
import type { LoadedSchool } from './load-schools.js';

/** Resources that a school's line names. */
const NAMED = ['pupils', 'results', 'attendance', 'targets'];

/** What is told of a school that is done. */
export function schoolLine({ school, rows, millis }: LoadedSchool): string {
  if (rows === null) return `${school.name}: there already, kept`;
  const all = [...rows.values()].reduce((a, b) => a + b, 0);
  const named = NAMED.map((it) => `${number(rows.get(it) ?? 0)} ${it}`).join(', ');
  return `${school.name}: ${named} and ${number(all)} rows in all (${seconds(millis)})`;
}

/** What is told at the end. */
export function totalLine(loaded: readonly LoadedSchool[], millis: number): string {
  const total = new Map<string, number>();
  for (const { rows } of loaded) {
    for (const [resource, count] of rows ?? []) total.set(resource, (total.get(resource) ?? 0) + count);
  }
  if (total.size === 0) return `All ${loaded.length} schools were there already; nothing was written.`;
  return `Loaded in ${seconds(millis)}: ${counts(total)}`;
}

/** What is told of a school that is evaluated. */
export function evaluatedLine({ name, run, decided, millis }: EvaluatedSchool): string {
  const { recommend = 0, watch = 0 } = run.policies[0]?.counts ?? {};
  const found = `${number(run.pupils)} pupils evaluated, ${number(recommend)} recommended, ${number(watch)} to watch`;
  return `${name}: ${found}; ${number(decided)} decisions (${seconds(millis)})`;
}

function counts(rows: ReadonlyMap<string, number>): string {
  return [...rows]
    .sort(([, a], [, b]) => b - a)
    .map(([resource, count]) => `${number(count)} ${resource}`)
    .join(', ');
}

function number(count: number): string {
  return count.toLocaleString('en-GB');
}

function seconds(millis: number): string {
  return `${(millis / 1000).toFixed(1)} s`;
}

/** A line with how far it is: `12/231`. */
export function numbered(line: string, done: number, all: number): string {
  return `${done}/${all} ${line}`;
}
