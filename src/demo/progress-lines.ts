import type { LoadedSchool } from './load-schools.js';

/** What is told of a school that is done: its rows by resource, the largest first. */
export function schoolLine({ school, rows, millis }: LoadedSchool): string {
  if (rows === null) return `${school.name}: there already, kept`;
  return `${school.name}: ${counts(rows)} (${seconds(millis)})`;
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

function counts(rows: ReadonlyMap<string, number>): string {
  return [...rows]
    .sort(([, a], [, b]) => b - a)
    .map(([resource, count]) => `${count.toLocaleString('en-GB')} ${resource}`)
    .join(', ');
}

function seconds(millis: number): string {
  return `${(millis / 1000).toFixed(1)} s`;
}
