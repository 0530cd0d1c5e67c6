import { parseArgs } from 'node:util';
import { type Size, SIZES } from './insights/insights-bench.ts';

/** The parts of the benchmark; (d), peak memory, is measured with (a). */
export const PARTS = ['a', 'b', 'c', 'e'] as const;

export type Part = (typeof PARTS)[number];

/** What a run of the benchmark was asked for. */
export interface Options {
  readonly parts: readonly Part[];
  /** Short measurements of small sizes: for a look, not for a figure. */
  readonly quick: boolean;
  /** The largest size of the demo for (e). */
  readonly size: Size;
  readonly databases: readonly ('mariadb' | 'sqlite')[];
}

/** Reads `--only a,c`, `--quick`, `--size stress` and `--database sqlite`. Throws for anything else. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      size: { type: 'string', default: 'trust' },
      database: { type: 'string' },
    },
  });
  const parts = values.only?.split(',') ?? PARTS;
  const strange = parts.find((it) => !PARTS.some((part) => part === it));
  if (strange !== undefined)
    throw new Error(`--only takes ${PARTS.join(', ')} with commas; not "${strange}"`);
  const size = SIZES.find((it) => it === values.size);
  if (size === undefined) throw new Error(`--size takes ${SIZES.join(', ')}; not "${values.size}"`);
  const { database } = values;
  if (database !== undefined && database !== 'mariadb' && database !== 'sqlite') {
    throw new Error(`--database takes mariadb or sqlite; not "${database}"`);
  }
  return {
    parts: PARTS.filter((part) => parts.includes(part)),
    quick: values.quick,
    size,
    databases: database === undefined ? ['mariadb', 'sqlite'] : [database],
  };
}
