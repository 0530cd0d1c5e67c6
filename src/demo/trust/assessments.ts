import { daysBetween, dayNumber } from '../../common/dates.js';
import { dayIn, yearStart } from './calendar.js';
import { type Ability, abilityOf, type Person } from './person.js';
import {
  belowTheTest,
  KS2_SCALED,
  PHONICS,
  reachesGoal,
  scienceGrade,
  scoreOn,
  sittingOf,
  standingAt,
  STANDARDISED,
  TABLES,
  workingAt,
  writingGrade,
} from './scores.js';
import { EARLY_LEARNING_GOALS, subjectNumber } from './subjects.js';

/** What a pupil was given in one assessment: a number or a grade. */
export interface Mark {
  readonly subject: string;
  readonly framework: string;
  readonly date: string;
  readonly value: number | null;
  readonly grade: string | null;
  readonly status: 'I' | 'R';
  readonly resultSource: 'test' | 'teacher';
}

/** The examination of Year 11, and the day of its results. */
const GCSE_DAY = '08-21';
const SCORES = { status: 'R', resultSource: 'test', grade: null } as const;
const JUDGEMENTS = { status: 'R', resultSource: 'teacher', value: null } as const;

/** What one pupil can do in each subject, worked out once. */
export class Abilities {
  private readonly known = new Map<string, Ability>();

  constructor(readonly person: Person) {}

  /** Standing in a subject on a day, the sitting's chance included. */
  on(subject: string, date: string): number {
    let ability = this.known.get(subject);
    if (!ability) this.known.set(subject, (ability = abilityOf(this.person, subject)));
    const years = daysBetween(yearStart(this.person.cohort), date) / 365.25;
    return standingAt(ability, years) + sittingOf(this.person.seed, subjectNumber(subject), dayNumber(date));
  }
}

/** A termly score of a primary. `gain`: standard deviations that something has added. */
export function termlyScore(abilities: Abilities, subject: string, date: string, gain = 0): Mark {
  const value = scoreOn(STANDARDISED, abilities.on(subject, date) + gain);
  return { subject, framework: 'standardised', date, value, ...SCORES };
}

/** A termly grade of a secondary: what the pupil is working at; in Year 11's summer the examination's own grade. */
export function termlyGrade(abilities: Abilities, subject: string, date: string, gain = 0): Mark {
  const exam = dayIn(abilities.person.cohort + 11, '06-25');
  const last = date === exam;
  const day = last ? dayIn(abilities.person.cohort + 11, GCSE_DAY) : date;
  const yearsLeft = last ? 0 : daysBetween(date, exam) / 365.25;
  const points = workingAt(abilities.on(subject, date) + gain, yearsLeft);
  return {
    subject,
    framework: 'gcse-9-1',
    date: day,
    value: null,
    grade: points === 0 ? 'U' : String(points),
    status: last ? 'R' : 'I',
    resultSource: last ? 'test' : 'teacher',
  };
}

/** The statutory assessments of a primary in the year of Reception and so many years after. */
export function statutoryMarks(abilities: Abilities, yearsAfter: number): Mark[] {
  const year = abilities.person.cohort + yearsAfter;
  switch (yearsAfter) {
    case 0:
      return earlyLearningGoals(abilities, dayIn(year, '06-20'));
    case 1:
      return [phonicsCheck(abilities, dayIn(year, '06-12'), 0)];
    case 2: {
      const first = phonicsCheck(abilities, dayIn(year - 1, '06-12'), 0);
      // Who was below 32 takes the check again; a year of teaching is worth a standard deviation.
      return first.value! < 32 ? [phonicsCheck(abilities, dayIn(year, '06-12'), 1)] : [];
    }
    case 4:
      return [tablesCheck(abilities, dayIn(year, '06-08'))];
    case 6:
      return keyStage2(abilities);
    default:
      return [];
  }
}

/** Tests and teacher assessments at the end of Year 6. */
export function keyStage2(abilities: Abilities): Mark[] {
  const date = dayIn(abilities.person.cohort + 6, '05-14');
  const writing = writingGrade(abilities.on('writing', date));
  const science = scienceGrade(abilities.on('science', date));
  const grade = { date, ...JUDGEMENTS };
  return [
    ks2Test(abilities, 'reading', 'ks2-ta-reading', date),
    ks2Test(abilities, 'mathematics', 'ks2-ta-maths', date),
    {
      subject: 'spag',
      framework: 'ks2-scaled',
      date,
      value: scoreOn(KS2_SCALED, abilities.on('spag', date)),
      ...SCORES,
    },
    { subject: 'writing', framework: 'ks2-ta-writing', grade: writing, ...grade },
    { subject: 'science', framework: 'ks2-ta-science', grade: science, ...grade },
  ];
}

function ks2Test(abilities: Abilities, subject: string, below: string, date: string): Mark {
  const standing = abilities.on(subject, date);
  const grade = belowTheTest(standing);
  return grade === null
    ? { subject, framework: 'ks2-scaled', date, value: scoreOn(KS2_SCALED, standing), ...SCORES }
    : { subject, framework: below, date, grade, ...JUDGEMENTS };
}

function earlyLearningGoals(abilities: Abilities, date: string): Mark[] {
  return Object.entries(EARLY_LEARNING_GOALS).map(([subject, area], goal): Mark => {
    const chance = 3 * sittingOf(abilities.person.seed, 40 + goal, dayNumber(date));
    const value = reachesGoal(abilities.on(area, date), chance) ? 2 : 1;
    return {
      subject,
      framework: 'eyfs-elg',
      date,
      value,
      grade: null,
      status: 'R',
      resultSource: 'teacher',
    };
  });
}

function phonicsCheck(abilities: Abilities, date: string, gain: number): Mark {
  const value = scoreOn(PHONICS, abilities.on('phonics', date) + gain);
  return { subject: 'phonics', framework: 'phonics-screening', date, value, ...SCORES };
}

function tablesCheck(abilities: Abilities, date: string): Mark {
  const value = scoreOn(TABLES, abilities.on('mathematics', date));
  return { subject: 'mathematics', framework: 'mtc', date, value, ...SCORES };
}
