/*
 * Primaries made from what docs/administrators/demo-trust.md says of the demo's, with none of its code: no pupil is one
 * of the demo's. What coverage shows of the demo school is held against the mean of many, within three of their
 * standard deviations. Left out, as too few to matter: pupils who come and go in the middle of a year, and results
 * that are put right.
 */

/** A day, and what was so in the demo then. */
export interface SimulatedDay {
  /** Month and day of the newest termly assessment, and of the beginning of the provision that runs; null for none. */
  readonly assessed: string;
  readonly provisionBegan: string | null;
  /** Of pupils with EHC plans: those whose plan’s cycle has begun since records of plans begin, in that September. */
  readonly ehcCycleBegan: number;
  /** NC years that are counted. */
  readonly years: readonly number[];
}

/** Pupils and subjects below trajectory: how many, and how they are supported. */
export type SimulatedCoverage = Record<
  'below' | 'intervention' | 'planOnly' | 'uncovered' | 'catch-up' | 'club' | 'wider-needs',
  number
>;

/** The mean of many schools, and how far one of them is off it: the standard deviation. */
export interface Expectation {
  readonly mean: SimulatedCoverage;
  readonly sd: SimulatedCoverage;
}

const SCHOOLS = 400;
const A_YEAR = 40;
const SUBJECTS = ['reading', 'mathematics', 'spag'] as const;
type Subject = (typeof SUBJECTS)[number];

/** Standard deviations that girls are ahead. */
const GIRLS: Record<Subject, number> = { reading: 0.08, mathematics: -0.14, spag: 0.12 };
/** Ethnic groups with an effect of their own: share and standard deviations. */
const ETHNIC = [
  [0.008, 0.7],
  [0.042, 0.45],
  [0.009, -0.2],
  [0.016, -0.15],
  [0.004, -0.9],
  [0.001, -1.1],
] as const;

interface Simulated {
  /** Years since Reception. */
  readonly year: number;
  readonly disadvantaged: boolean;
  readonly sen: 'N' | 'K' | 'E';
  readonly subjects: Record<
    Subject,
    { readonly standing: number; readonly slip: number; readonly from: number }
  >;
  readonly absence: number;
}

/** What coverage comes to on a day, in a school like the demo's. */
export function simulateCoverage(day: SimulatedDay): Expectation {
  const random = randomOf(20_260_901);
  const all = Array.from({ length: SCHOOLS }, () => coverageOf(schoolOf(random), day, random));
  const names = Object.keys(all[0]!) as (keyof SimulatedCoverage)[];
  const of = (value: (name: keyof SimulatedCoverage) => number) =>
    Object.fromEntries(names.map((it) => [it, value(it)])) as SimulatedCoverage;
  const mean = of((name) => all.reduce((sum, it) => sum + it[name], 0) / SCHOOLS);
  const sd = of((name) =>
    Math.sqrt(all.reduce((sum, it) => sum + (it[name] - mean[name]) ** 2, 0) / (SCHOOLS - 1)),
  );
  return { mean, sd };
}

interface Random {
  /** From 0 to 1. */
  next(): number;
  normal(mean: number, sd: number): number;
}

/** A quarter of all pupils are disadvantaged; in the demo school fewer, by a factor between 0.55 and 1. */
function schoolOf(random: Random): Simulated[] {
  const share = 0.25 * (1 - 0.45 * random.next());
  return Array.from({ length: 7 * A_YEAR }, (_, i) => pupilOf(random, i % 7, share));
}

function pupilOf(random: Random, year: number, share: number): Simulated {
  const boy = random.next() < 0.51;
  const disadvantaged = random.next() < share;
  // A plan for 8.5 % of the disadvantaged and 4.2 % of the others, support for 22.5 % and 11.3 %; of boys more.
  const [plan, support] = disadvantaged ? [0.085, 0.225] : [0.042, 0.113];
  const place = random.next() / (boy ? 1.26 : 0.73);
  const sen = place < plan ? 'E' : place < plan + support ? 'K' : 'N';
  let ethnic = random.next();
  const effect = ETHNIC.find(([part]) => (ethnic -= part) < 0)?.[1] ?? 0;
  const level =
    0.28 +
    (disadvantaged ? -0.42 : 0) +
    { N: 0, K: -0.9, E: -1.4 }[sen] +
    effect +
    (random.next() < 0.007 ? -0.6 : 0) +
    random.normal(0, 0.74);
  const subject = (name: Subject) => ({
    standing: level + (boy ? 0 : GIRLS[name]) + random.normal(0, 0.42),
    // One in eight loses over half a standard deviation in the course of a year.
    slip: random.next() < 0.12 ? random.normal(-0.6, 0.15) : 0,
    from: 11 * random.next(),
  });
  const often = 0.038 * (disadvantaged ? 1.7 : 1) * (sen === 'N' ? 1 : 1.35);
  const absence =
    random.next() < 0.015
      ? 0.5 + 0.4 * random.next()
      : Math.min(0.9, often * Math.exp(random.normal(0, 0.9)));
  const [reading, mathematics, spag] = SUBJECTS.map(subject) as [
    ReturnType<typeof subject>,
    ReturnType<typeof subject>,
    ReturnType<typeof subject>,
  ];
  return { year, disadvantaged, sen, subjects: { reading, mathematics, spag }, absence };
}

/** What a pupil can do in a subject on a day, so many years after Reception began, with the day's chance. */
function standingOn(random: Random, { subjects }: Simulated, subject: Subject, years: number): number {
  const { standing, slip, from } = subjects[subject];
  return standing + slip * Math.min(1, Math.max(0, years - from)) + random.normal(0, 0.17);
}

function scoreOf(standing: number): number {
  return Math.min(140, Math.max(70, Math.round(100 + 15 * standing)));
}

function coverageOf(school: readonly Simulated[], day: SimulatedDay, random: Random): SimulatedCoverage {
  const places = placesIn(school, day, random);
  const counts = {
    below: 0,
    intervention: 0,
    planOnly: 0,
    uncovered: 0,
    'catch-up': 0,
    club: 0,
    'wider-needs': 0,
  };
  for (const pupil of school) {
    if (!day.years.includes(pupil.year)) continue;
    const planned = pupil.sen === 'K' || (pupil.sen === 'E' && random.next() < day.ehcCycleBegan);
    for (const subject of SUBJECTS) {
      if (!isBelow(random, pupil, subject, day)) continue;
      const held = places.filter(
        (it) => it.pupil === pupil && (it.subject === null || it.subject === subject),
      );
      counts.below += 1;
      counts[held.length > 0 ? 'intervention' : planned ? 'planOnly' : 'uncovered'] += 1;
      for (const feature of new Set(held.map((it) => it.feature))) counts[feature] += 1;
    }
  }
  return counts;
}

/**
 * Targets of key stage 2 are set on the first assessment of Year 3 and due in July of Year 6: to hold the place, or for
 * one in four to gain five points. The way there is straight; below is more than five points under it.
 */
function isBelow(random: Random, pupil: Simulated, subject: Subject, { assessed }: SimulatedDay): boolean {
  const baseline = scoreOf(standingOn(random, pupil, subject, 3 + intoYear('11-06')));
  const target = Math.min(140, baseline + (random.next() < 0.25 ? 5 : 0));
  // One in fifty was away, and is judged by the term before.
  const missed = random.next() < 0.02;
  const at = pupil.year + intoYear(assessed) - (missed ? 0.35 : 0);
  const begun = 3 + intoYear('11-06');
  if (at <= begun) return false;
  const expected = baseline + ((target - baseline) * (at - begun)) / (6 + intoYear('07-10') - begun);
  return scoreOf(standingOn(random, pupil, subject, at)) - expected < -5;
}

interface SimulatedPlace {
  readonly pupil: Simulated;
  readonly subject: Subject | null;
  readonly feature: 'catch-up' | 'club' | 'wider-needs';
}

/** The provision of a primary that runs for ten or twelve weeks, and who is chosen for it. */
function placesIn(
  school: readonly Simulated[],
  { provisionBegan }: SimulatedDay,
  random: Random,
): SimulatedPlace[] {
  if (provisionBegan === null) return [];
  const chosen = (need: (it: Simulated) => number, first: number, last: number, count: number) =>
    school
      .filter((it) => it.year >= first && it.year <= last)
      .map((pupil) => ({ pupil, need: need(pupil) }))
      .filter((it) => it.need > 0)
      .sort((a, b) => b.need - a.need)
      .slice(0, count)
      .map((it) => it.pupil);
  const standings = new Map(
    school.map((it) => [
      it,
      {
        reading: standingOn(random, it, 'reading', it.year + intoYear(provisionBegan)),
        mathematics: standingOn(random, it, 'mathematics', it.year + intoYear(provisionBegan)),
      },
    ]),
  );
  // The lowest for whom a group reaches, disadvantaged ones first; who has an EHC plan has other provision.
  const lowest = (subject: 'reading' | 'mathematics') => (it: Simulated) => {
    const standing = standings.get(it)![subject];
    return it.sen === 'E' || standing < -1.6 ? 0 : 3 - standing + (it.disadvantaged ? 0.3 : 0);
  };
  const place = (subject: Subject | null, feature: SimulatedPlace['feature']) => (pupil: Simulated) => ({
    pupil,
    subject,
    feature,
  });
  return [
    ...chosen(lowest('reading'), 2, 6, 2 * 6).map(place('reading', 'catch-up')),
    ...chosen(lowest('mathematics'), 2, 6, 2 * 6).map(place('mathematics', 'catch-up')),
    ...chosen(lowest('reading'), 3, 6, 2).map(place('reading', 'catch-up')),
    ...chosen(lowest('reading'), 3, 6, 20).map(place(null, 'club')),
    ...chosen((it) => it.absence - 0.1, 1, 6, 2).map(place(null, 'wider-needs')),
    ...chosen((it) => (it.sen === 'N' ? 0 : random.next()), 0, 4, 2).map(place(null, 'wider-needs')),
  ];
}

/** How much of an academic year has gone on a month and day. */
function intoYear(monthDay: string): number {
  const year = monthDay >= '09' ? 2025 : 2026;
  return (Date.parse(`${year}-${monthDay}`) - Date.parse('2025-09-01')) / 86_400_000 / 365.25;
}

/** Numbers by a linear congruence (Numerical Recipes), and normal ones by Box and Muller. */
function randomOf(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const normal = (mean: number, sd: number) =>
    mean + sd * Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
  return { next, normal };
}
