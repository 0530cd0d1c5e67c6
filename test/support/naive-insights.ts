import { costOf, daysFrom, placesOf, planOf, type Span, spanOf, wholeDays } from './naive-costs.js';
import type { Framework, Intervention, Result, SchoolRows, Target } from './school-rows.js';

/*
 * Insights as the definitions have them, written a second time: row by row, with no query, no index and nothing of
 * the product's code.
 */

/** Where a pupil stands in one subject and framework version. */
interface Attained {
  readonly pupilId: string;
  readonly ncYear: string;
  readonly subject: string;
  readonly framework: string;
  readonly points: number;
  /** Null: nothing is expected of the year. */
  readonly atExpected: boolean | null;
}

const STATUSES = ['R', 'P', 'I'];
const label = (it: { framework: { key: string; version: number } }) =>
  `${it.framework.key} ${it.framework.version}`;
const meanOf = (values: readonly number[]) => values.reduce((sum, it) => sum + it, 0) / values.length;
const holds = (start: string, end: string | null, date: string) =>
  start <= date && (end === null || end >= date);

/** The NC year of each pupil on the roll on a day. */
export function yearsOn({ enrolments }: SchoolRows, date: string): Map<string, string> {
  const there = enrolments.filter((it) => it.status !== 'P' && holds(it.entryDate, it.leavingDate, date));
  return new Map(there.map((it) => [it.pupilId, it.ncYear]));
}

/** The latest of some results: of several on its day those of the best status, by their mean. */
function latestOf(results: readonly Result[]): { date: string; points: number } | null {
  const counted = results.filter(
    (it) => STATUSES.includes(it.status) && it.points !== null && it.supersededBy === null,
  );
  if (counted.length === 0) return null;
  const date = counted
    .map((it) => it.date)
    .sort()
    .at(-1)!;
  const ofDay = counted.filter((it) => it.date === date);
  const best = STATUSES.find((status) => ofDay.some((it) => it.status === status));
  return { date, points: meanOf(ofDay.filter((it) => it.status === best).map((it) => it.points!)) };
}

function attainedOn(rows: SchoolRows, date: string): Attained[] {
  const years = yearsOn(rows, date);
  const known = rows.results.filter((it) => it.date <= date && years.has(it.pupilId));
  const series = Map.groupBy(known, (it) => `${it.pupilId} ${it.subject} ${it.framework.id}`);
  return [...series.values()].flatMap((own) => {
    const latest = latestOf(own);
    const { pupilId, subject, framework } = own[0]!;
    if (!latest) return [];
    const { direction, expectations } = rows.frameworks.get(framework.id)!;
    const then = rows.enrolments.find(
      (it) => it.pupilId === pupilId && holds(it.entryDate, it.leavingDate, latest.date),
    );
    const expected = then && expectations[then.ncYear];
    const atExpected = expected === undefined ? null : direction * (latest.points - expected) >= 0;
    const { points } = latest;
    return [{ pupilId, ncYear: years.get(pupilId)!, subject, framework: label(own[0]!), points, atExpected }];
  });
}

/** What is said of one group in one table. */
export interface NaiveGap {
  readonly n: number;
  readonly mean: number | null;
  readonly share: number | null;
  readonly gap: number | null;
  readonly others: number;
  readonly g: number | null;
  readonly low: number | null;
}

/** Year, subject, framework and group → its figures. A pupil of no group is unknown. */
export function naiveGaps(
  rows: SchoolRows,
  date: string,
  groups: readonly string[],
  groupOf: (pupilId: string) => string | undefined,
): Map<string, NaiveGap> {
  const tables = Map.groupBy(attainedOn(rows, date), (it) => `${it.ncYear} ${it.subject} ${it.framework}`);
  return new Map(
    [...tables].flatMap(([key, members]) =>
      [...groups, undefined].map((group): [string, NaiveGap] => {
        const own = members.filter((it) => groupOf(it.pupilId) === group);
        const others = members.filter((it) => ![group, undefined].includes(groupOf(it.pupilId)));
        return [`${key} ${group ?? 'unknown'}`, gapOf(own, group === undefined ? [] : others)];
      }),
    ),
  );
}

function gapOf(own: readonly Attained[], others: readonly Attained[]): NaiveGap {
  const judged = own.filter((it) => it.atExpected !== null);
  const [a, b] = [own.map((it) => it.points), others.map((it) => it.points)];
  const [n, m] = [a.length, b.length];
  const gap = n > 0 && m > 0 ? meanOf(a) - meanOf(b) : null;
  const squares = (values: readonly number[]) =>
    values.reduce((sum, it) => sum + (it - meanOf(values)) ** 2, 0);
  const deviation = Math.sqrt((squares(a) + squares(b)) / (n + m - 2));
  const judgeable = gap !== null && n >= 10 && m >= 10 && deviation > 0;
  const g = judgeable ? (gap / deviation) * (1 - 3 / (4 * (n + m - 2) - 1)) : null;
  return {
    n,
    mean: n === 0 ? null : meanOf(a),
    share: judged.length === 0 ? null : judged.filter((it) => it.atExpected).length / judged.length,
    gap,
    others: m,
    g,
    low: g === null ? null : g - 1.959964 * Math.sqrt((n + m) / (n * m) + (g * g) / (2 * (n + m))),
  };
}

/** Where a pupil stands on the way to an active target. */
export interface NaiveStanding {
  readonly pupilId: string;
  readonly ncYear: string;
  readonly subject: string;
  readonly framework: string;
  readonly standing: string;
  readonly stale: boolean;
}

export function naiveStandings(rows: SchoolRows, date: string): NaiveStanding[] {
  const years = yearsOn(rows, date);
  const ofPupils = Map.groupBy(rows.results, (it) => it.pupilId);
  return rows.targets
    .filter((it) => it.status === 'active' && it.baseline.date <= date && years.has(it.pupilId))
    .map((it) => {
      const results = (ofPupils.get(it.pupilId) ?? []).filter(
        ({ subject, framework }) => subject === it.subject && framework.id === it.framework.id,
      );
      const actual = latestOf(results.filter((own) => own.date > it.baseline.date && own.date <= date));
      const framework = rows.frameworks.get(it.framework.id)!;
      return {
        ...{ pupilId: it.pupilId, ncYear: years.get(it.pupilId)!, subject: it.subject, framework: label(it) },
        standing: standingOf(it, framework, actual),
        stale: !framework.oneOff && actual !== null && daysFrom(actual.date, date) > 180,
      };
    });
}

function standingOf(
  target: Target,
  { direction, tolerance, oneOff }: Framework,
  actual: { date: string; points: number } | null,
): string {
  if (oneOff) return 'notJudged';
  if (!actual) return 'noResult';
  if (tolerance === null) return 'notJudged';
  const gap = direction * (actual.points - expectedOn(target, actual.date));
  return gap > tolerance + 1e-9 ? 'above' : gap < -tolerance - 1e-9 ? 'below' : 'on';
}

/** Linear by calendar days through baseline, checkpoints and target. */
function expectedOn({ baseline, checkpoints, target, due }: Target, date: string): number {
  const corners = [baseline, ...checkpoints, { date: due, points: target.points }].sort((a, b) =>
    a.date < b.date ? -1 : 1,
  );
  const after = corners.findIndex((it) => it.date > date);
  if (after === -1) return target.points;
  const [from, to] = [corners[after - 1]!, corners[after]!];
  return from.points + ((to.points - from.points) * daysFrom(from.date, date)) / daysFrom(from.date, to.date);
}

/** Year, subject, measure and value → pupils supported so, of how many below. */
export function naiveCoverage(rows: SchoolRows, date: string): Map<string, [n: number, of: number]> {
  const below = new Map(
    naiveStandings(rows, date)
      .filter((it) => it.standing === 'below')
      .map((it) => [`${it.pupilId} ${it.subject}`, it]),
  );
  const counts = new Map<string, [n: number, of: number]>();
  for (const table of Map.groupBy(below.values(), (it) => `${it.ncYear} ${it.subject}`).values()) {
    for (const { pupilId, ncYear, subject } of table) {
      const fitting = rows.interventions.filter(
        (it) =>
          it.pupilId === pupilId &&
          ['agreed', 'active'].includes(it.status) &&
          (it.subject === null || it.subject === subject),
      );
      const planned = rows.plans.some(
        (it) => it.pupilId === pupilId && it.status === 'open' && (it.subjects?.includes(subject) ?? true),
      );
      const support = fitting.length > 0 ? 'intervention' : planned ? 'planOnly' : 'uncovered';
      const features = new Set(fitting.map((it) => rows.types.get(it.provisionType.id)!.feature));
      for (const cell of [`support ${support}`, ...[...features].map((it) => `feature ${it}`)]) {
        const key = `${ncYear} ${subject} ${cell}`;
        counts.set(key, [(counts.get(key)?.[0] ?? 0) + 1, table.length]);
      }
    }
  }
  return counts;
}

/** What is said of a kind of provision in a framework, by dosage received. */
export interface NaiveEffect {
  readonly places: number;
  readonly n: number;
  readonly noExit: number;
  readonly noTarget: number;
  readonly mean: number | null;
  readonly half: number | null;
  /** Null where of a place with a gain nothing is known. */
  readonly meanCost: number | null;
}

export function naiveEffects(rows: SchoolRows, date: string): Map<string, NaiveEffect> {
  const measured = rows.interventions.filter(
    (it) =>
      ['active', 'reviewed', 'closed'].includes(it.status) &&
      it.entry?.framework &&
      it.entry.date !== null &&
      it.entry.date <= date,
  );
  const kinds = Map.groupBy(
    measured,
    (it) =>
      `${it.provisionType.key} ${label({ framework: it.entry!.framework! })} ${dosageOf(rows, it, date)}`,
  );
  return new Map([...kinds].map(([kind, own]) => [kind, effectOf(rows, own, date)]));
}

function effectOf(rows: SchoolRows, places: readonly Intervention[], date: string): NaiveEffect {
  const exited = places.filter((it) => it.exit?.date && it.exit.date <= date);
  const gained = exited.flatMap((it) => {
    const change = expectedChange(rows, it);
    if (change === null) return [];
    const { direction } = rows.frameworks.get(it.entry!.framework!.id)!;
    return [{ gain: direction * (it.exit!.points - it.entry!.points - change), place: it }];
  });
  const gains = gained.map((it) => it.gain);
  const mean = gains.length === 0 ? null : meanOf(gains);
  const n = gains.length;
  const variance = gains.reduce((sum, it) => sum + (it - mean!) ** 2, 0) / (n - 1);
  const costs = gained.map(({ place }) => costToDate(rows, place, date));
  return {
    places: places.length,
    n,
    noExit: places.length - exited.length,
    noTarget: exited.length - n,
    mean,
    half: n < 2 ? null : studentT(n - 1) * Math.sqrt(variance / n),
    meanCost: n === 0 || costs.includes(null) ? null : meanOf(costs.map((it) => it!)),
  };
}

function expectedChange(rows: SchoolRows, place: Intervention): number | null {
  const fitting = rows.targets.filter(
    (it) =>
      it.pupilId === place.pupilId &&
      ['agreed', 'active', 'met', 'missed'].includes(it.status) &&
      it.framework.id === place.entry!.framework!.id &&
      (place.subject === null || place.subject === it.subject) &&
      it.baseline.date <= place.entry!.date!,
  );
  const newest = fitting.sort((a, b) => (a.baseline.date < b.baseline.date ? 1 : -1))[0];
  const target = fitting.find((it) => it.id === place.targetId) ?? newest;
  if (!target) return null;
  return expectedOn(target, place.exit!.date!) - expectedOn(target, place.entry!.date!);
}

/** By minutes attended over the minutes planned for the days of the place. */
function dosageOf(rows: SchoolRows, place: Intervention, date: string): string {
  const provision = rows.provisions.find((it) => it.id === place.provisionId);
  const sessions = rows.sessions.filter((it) => it.interventionId === place.id && it.date <= date);
  if (!provision || sessions.length === 0) return 'unknown';
  const { sessions: planned, minutes } = planOf(rows, provision);
  const own = { start: place.startDate ?? provision.startDate, end: place.endDate ?? provision.endDate };
  const due = Math.floor(0.5 + (planned * minutes * wholeDays(own)) / wholeDays(spanOf(provision)));
  if (due === 0) return 'unknown';
  const received = sessions.filter((it) => it.attended).reduce((sum, it) => sum + it.minutes, 0);
  return received / due < 0.5 ? 'under-half' : 'half-or-more';
}

/** Σ over sessions held of the session's cost ÷ pupils with a place that day, plus other costs by days. */
function costToDate(rows: SchoolRows, place: Intervention, date: string): number | null {
  const provision = rows.provisions.find((it) => it.id === place.provisionId);
  const cost = provision && costOf(rows, provision, date);
  if (!cost) return null;
  const places = placesOf(rows, provision);
  const own = places.get(place.id);
  if (!own) return 0;
  const shareOn = (day: string) =>
    inside(own, day) ? 1 / [...places.values()].filter((it) => inside(it, day)).length : 0;
  const { start, end } = spanOf(provision);
  let days = 0;
  let gone = 0;
  for (let day = start; day <= end && day <= date; day = nextDay(day)) {
    days += shareOn(day);
    gone += 1;
  }
  const sessions = cost.sessions.reduce((sum, it) => sum + it.pence * shareOn(it.date), 0);
  return sessions + (gone === 0 ? 0 : (cost.overheadsPence * days) / gone);
}

const inside = ({ start, end }: Span, day: string) => start <= day && day <= end;
const nextDay = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

/**
 * The t of 0.975: with x = √ν tan θ the density is cos^(ν − 1) θ, which Simpson's rule sums up; found by halving.
 */
function studentT(freedom: number): number {
  const area = (to: number) => {
    const steps = 2_000;
    const at = (i: number) => Math.cos((to * i) / steps) ** (freedom - 1);
    let sum = at(0) + at(steps);
    for (let i = 1; i < steps; i++) sum += at(i) * (i % 2 === 1 ? 4 : 2);
    return (sum * to) / steps / 3;
  };
  const all = area(Math.PI / 2);
  let [low, high] = [0, Math.PI / 2];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (area(middle) / all < 0.95) low = middle;
    else high = middle;
  }
  return Math.sqrt(freedom) * Math.tan(low);
}
