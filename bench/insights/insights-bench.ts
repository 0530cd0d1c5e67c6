import { join } from 'node:path';
import type { BenchDatabase } from '../databases.ts';
import { type Figure, median } from '../figures.ts';
import { Api, startServer } from '../http/server.ts';
import { type Listening, runToEnd, startListening } from '../processes.ts';
import { type AskedSchool, prepareSchool } from './prepare-school.ts';
import { type Question, QUESTIONS } from './questions.ts';
import type { Row } from './queries/asked.ts';
import { checkSame } from './same-answer.ts';

/** Sizes of the demo, each with the schools of the one before. */
export const SIZES = ['smoke', 'trust', 'stress'] as const;
export type Size = (typeof SIZES)[number];

/** A primary, which is all of `smoke`, and a secondary, which comes with `trust`; both with five years of records. */
const SMALL = 'Orchard Primary School';
const LARGE = 'Damson School';
const AIM = 1.5;
/** Pairs of one question and its limit, in turns: so many, fewer where they take long. */
const PAIRS = { most: 15, least: 3, quick: 3 };
const MILLIS = 10_000;

/** How long a question takes of a school in a database of a size. */
interface Timed {
  readonly question: string;
  readonly size: Size;
  readonly school: string;
  /** Milliseconds. */
  readonly ours: number;
  readonly limit: number;
  readonly ratio: number;
}

/** Figures of the largest school, and how the times grow. */
export interface InsightsMeasured {
  readonly figures: readonly Figure[];
  readonly growth: readonly string[][];
}

/** The columns of `growth`. */
export const GROWTH_HEAD = ['What', 'Database', `${SMALL}, smoke`, ...columnsAfter('stress').map(titleOf)];

/**
 * (e): each insight and a timeline against statements written by hand for the same answer, in turns, one request at a
 * time, each over HTTP from a process of its own. The two answers must be the same.
 */
export async function benchInsights(
  database: BenchDatabase,
  largest: Size,
  quick: boolean,
): Promise<InsightsMeasured> {
  const timed: Timed[] = [];
  const asOf = new Date().toISOString().slice(0, 10);
  const schools: AskedSchool[] = [];
  for (const size of SIZES.slice(0, SIZES.indexOf(largest) + 1)) {
    await runToEnd([join(import.meta.dirname, '../../dist/demo.js'), '--size', size], {
      DATABASE_URL: database.url,
    });
    // The demo's sign-ins, which everybody knows, are refused in production.
    const server = await startServer(database, { env: { NODE_ENV: 'development' } });
    const bare = await startListening(
      [join(import.meta.dirname, 'bare-answers.ts'), database.url, database.kind],
      {},
    );
    const name = size === 'smoke' ? SMALL : LARGE;
    if (schools.every((it) => it.name !== name)) {
      schools.push(await prepareSchool(await Api.signIn(server), name, asOf));
    }
    for (const school of schools) {
      const leader = await school.signIn(server);
      for (const question of QUESTIONS) {
        timed.push({
          ...{ question: question.name, size, school: school.name },
          ...(await measure(question, { ...school, asOf }, leader, bare, quick)),
        });
      }
    }
    await Promise.all([server.stop(), bare.stop()]);
  }
  return {
    figures: timed
      .filter((it) => it.size === largest && it.school === schools.at(-1)!.name)
      .map((it) => figureOf(database, it)),
    growth: QUESTIONS.map(({ name }) =>
      growthOf(
        database,
        timed.filter((it) => it.question === name),
      ),
    ),
  };
}

async function measure(
  question: Question,
  { id: schoolId, pupilId, asOf }: AskedSchool & { asOf: string },
  leader: Api,
  bare: Listening,
  quick: boolean,
): Promise<Pick<Timed, 'ours' | 'limit' | 'ratio'>> {
  const asked = { schoolId, pupilId, asOf };
  const path = `${bare.url}/${question.name}?${new URLSearchParams(asked).toString()}`;
  const ask = async () => (await leader.get<{ data: Row[] }>(question.path(asked))).data;
  const askBare = async () => {
    const response = await fetch(path);
    const text = await response.text();
    if (!response.ok) throw new Error(`${question.name}: ${text}`);
    return (JSON.parse(text) as { data: Row[] }).data;
  };
  const { name, without = [] } = question;
  const kept = (row: Row) => Object.fromEntries(Object.entries(row).filter(([it]) => !without.includes(it)));
  checkSame(name, (await ask()).map(kept), await askBare());
  const pairs: { ours: number; limit: number }[] = [];
  const began = performance.now();
  const most = quick ? PAIRS.quick : PAIRS.most;
  while (pairs.length < most && (pairs.length < PAIRS.least || performance.now() - began < MILLIS)) {
    pairs.push({ limit: await millisOf(askBare), ours: await millisOf(ask) });
  }
  return {
    ours: median(pairs.map((it) => it.ours)),
    limit: median(pairs.map((it) => it.limit)),
    ratio: median(pairs.map((it) => it.ours / it.limit)),
  };
}

async function millisOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function figureOf({ name }: BenchDatabase, { question, size, school, ours, limit, ratio }: Timed): Figure {
  return {
    what: `(e) ${question}`,
    database: name,
    size: `${school}, ${size}`,
    measured: `${ours.toFixed(1)} ms`,
    limit: `${limit.toFixed(1)} ms, by hand`,
    ratio: ratio.toFixed(2),
    aim: `≤ ${AIM}`,
    met: ratio <= AIM,
  };
}

function columnsAfter(largest: Size): { size: Size; school: string }[] {
  return SIZES.slice(1, SIZES.indexOf(largest) + 1).flatMap((size) =>
    [SMALL, LARGE].map((school) => ({ size, school })),
  );
}

function titleOf({ size, school }: { size: Size; school: string }): string {
  return `${school}, ${size}`;
}

/** A question's line: its time of the smallest size, and as how many times that the others are. */
function growthOf({ name }: BenchDatabase, timed: readonly Timed[]): string[] {
  const { question, ours: first } = timed[0]!;
  return [
    ...[question, name, `${first.toFixed(1)} ms`],
    ...columnsAfter('stress').map(({ size, school }) => {
      const found = timed.find((it) => it.size === size && it.school === school);
      return found ? `× ${(found.ours / first).toFixed(1)}` : '–';
    }),
  ];
}
