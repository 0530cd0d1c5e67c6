import { addDays } from '../../common/dates.js';
import { TargetEntity, type TargetStatus } from '../../targets/target.entity.js';
import { DEMO_SOURCE } from '../demo-source.js';
import { SeededRandom } from '../seeded-random.js';
import { Abilities, type Mark, termlyGrade, termlyScore } from './assessments.js';
import { dayIn } from './calendar.js';
import type { Stay } from './roll.js';
import { PRIMARY_SUBJECTS, SECONDARY_SUBJECTS } from './subjects.js';
import { recordedOn, type Telling } from './telling.js';
import type { ToldPupil } from './tell-pupils.js';

/** The years since Reception between which targets are set and due: key stages 1, 2, and 3 with 4. */
const STAGES = {
  primary: [
    { first: 1, last: 2 },
    { first: 3, last: 6 },
  ],
  secondary: [{ first: 7, last: 11 }],
} as const;

const DUE = '07-10';
/** Days after the baseline until targets are proposed and agreed, and after the due date until they are reviewed. */
const [PROPOSED_AFTER, AGREED_AFTER] = [10, 21];
const REVIEWED_AFTER = 12;
/** One in four aims higher than the others. */
const STRETCH = { share: 0.25, words: 'stretch' };

/** A target as it was told, for those who follow it up. */
export interface ToldTarget {
  readonly id: string;
  readonly pupilId: string;
  readonly subject: string;
  readonly framework: string;
  /** The day on which it was agreed; null for one that is proposed. */
  readonly agreedOn: string | null;
  readonly baselineDate: string;
  readonly baseline: number;
  readonly target: number;
  readonly due: string;
  readonly status: TargetStatus;
}

/** Tells of a target for each pupil, subject and key stage, from the stage's first assessment to its end. */
export function tellTargets(telling: Telling, pupils: readonly ToldPupil[]): ToldTarget[] {
  const told: ToldTarget[] = [];
  const subjects = telling.school.phase === 'primary' ? PRIMARY_SUBJECTS : SECONDARY_SUBJECTS;
  for (const pupil of pupils) {
    const abilities = new Abilities(pupil.person);
    for (const stay of pupil.stays) {
      if (stay.dual?.status === 'S') continue;
      for (const stage of STAGES[telling.school.phase]) {
        for (const subject of subjects) {
          const target = tellTarget(telling, pupil.id, abilities, stay, { ...stage, subject });
          if (target) told.push(target);
        }
      }
    }
  }
  return told;
}

interface Stage {
  readonly first: number;
  readonly last: number;
  readonly subject: string;
}

function tellTarget(
  telling: Telling,
  pupilId: string,
  abilities: Abilities,
  stay: Stay,
  { first, last, subject }: Stage,
): ToldTarget | null {
  const { calendar, school, past, system } = telling;
  const { cohort } = abilities.person;
  const due = dayIn(cohort + last, DUE);
  const baselineDate = firstRound(stay, cohort + first, cohort + last);
  if (baselineDate === null || due < calendar.start) return null;
  const set = addDays(baselineDate, AGREED_AFTER);
  const proposed = set > calendar.today;
  if (proposed && addDays(baselineDate, PROPOSED_AFTER) > calendar.today) return null;
  if (stay.to !== null && stay.to <= set) return null;
  const mark = (date: string): Mark =>
    school.phase === 'primary'
      ? termlyScore(abilities, subject, date)
      : termlyGrade(abilities, subject, date);
  const framework = system.frameworks.get(mark(baselineDate).framework)!;
  const points = ({ value, grade }: Mark) =>
    value ?? framework.grades!.find((it) => it.grade === grade)!.points;
  const baseline = points(mark(baselineDate));
  const random = SeededRandom.of(abilities.person.seed, 'target', subject, baselineDate);
  const stretch = random.chance(STRETCH.share);
  const target = aimOf(telling, baseline, stretch, random);
  const at = recordedOn(telling, proposed ? addDays(baselineDate, PROPOSED_AFTER) : set, 14);
  const sourceId = `target-${abilities.person.key}-${subject}-${baselineDate}`;
  const fact = past.create(TargetEntity, at, {
    pupilId,
    subject,
    frameworkId: framework.id,
    frameworkKey: framework.frameworkKey,
    frameworkVersion: framework.frameworkVersion,
    baselineDate,
    baseline,
    target,
    due,
    checkpoints: null,
    challenge: stretch ? STRETCH.words : null,
    belowBaselineReason: null,
    status: proposed ? 'draft' : 'active',
    statusReason: null,
    activeKey: proposed ? null : `${pupilId}/${subject}/${framework.frameworkKey}`,
    sourceSystem: DEMO_SOURCE,
    sourceId,
    targetSetId: null,
    adjustReason: null,
    statusBasis: null,
    proposal: null,
  });
  const ended = endOf(telling, stay, due, () => points(mark(lastRound(cohort + last))) >= target);
  if (ended) past.update(fact, recordedOn(telling, ended.day, 15), { ...ended.patch, activeKey: null });
  const status = ended?.patch.status ?? fact.row.status;
  const { frameworkKey } = framework;
  return {
    id: fact.row.id,
    pupilId,
    subject,
    framework: frameworkKey,
    agreedOn: proposed ? null : set,
    baselineDate,
    baseline,
    target,
    due,
    status,
  };
}

/** The first termly assessment of a stage that the pupil was there for. */
function firstRound({ from, to }: Stay, first: number, last: number): string | null {
  for (let year = first; year <= last; year += 1) {
    for (const date of [dayIn(year, '11-06'), dayIn(year, '03-05'), dayIn(year, '06-25')]) {
      if (date >= dayIn(last, '03-05')) return null;
      if (date >= from) return to === null || date <= to ? date : null;
    }
  }
  return null;
}

function lastRound(year: number): string {
  return dayIn(year, '06-25');
}

/**
 * Norm-referenced scores aim at holding the place, and at a third of a standard deviation more where it is to
 * stretch; grades at what the way to the examination makes of the first, and half a grade or one more.
 */
function aimOf({ school }: Telling, baseline: number, stretch: boolean, random: SeededRandom): number {
  if (school.phase === 'primary') return Math.min(140, baseline + (stretch ? 5 : 0));
  const expected = baseline + 2 + (random.chance(0.5) ? 1 : 0);
  return Math.min(9, Math.max(1, expected + (stretch ? 1 : 0)));
}

function endOf(
  { calendar }: Telling,
  { to }: Stay,
  due: string,
  reached: () => boolean,
): { day: string; patch: Pick<TargetEntity, 'status' | 'statusReason' | 'statusBasis'> } | null {
  if (to !== null && to < due) {
    return {
      day: addDays(to, 1),
      patch: { status: 'withdrawn', statusReason: 'The pupil left the school.', statusBasis: null },
    };
  }
  const day = addDays(due, REVIEWED_AFTER);
  if (day > calendar.today) return null;
  return reached()
    ? {
        day,
        patch: {
          status: 'met',
          statusReason: 'Reached at the last assessment before it was due.',
          statusBasis: 'facts',
        },
      }
    : {
        day,
        patch: {
          status: 'missed',
          statusReason: 'Not reached by the day on which it was due.',
          statusBasis: 'facts',
        },
      };
}
