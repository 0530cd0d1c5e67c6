import { academicYearOf, addDays } from '../../common/dates.js';
import { ResultEntity } from '../../assessments/results/result.entity.js';
import { DEMO_SOURCE } from '../demo-source.js';
import { SeededRandom } from '../seeded-random.js';
import { Abilities, keyStage2, type Mark, statutoryMarks, termlyGrade, termlyScore } from './assessments.js';
import { SHARE_ABSENT_FROM_TEST, SHARE_CORRECTED, SHARE_WITHOUT_KS2 } from './parameters.js';
import type { Stay } from './roll.js';
import { PRIMARY_SUBJECTS, SECONDARY_SUBJECTS } from './subjects.js';
import { recordedOn, type Telling } from './telling.js';
import type { ToldPupil } from './tell-pupils.js';
import type { ToldSchool } from './tell-school.js';

/** Days in which a subject's marks are entered after an assessment. */
const ENTERED_WITHIN = { least: 2, most: 9 };
/** Days until one that was entered wrongly is put right. */
const CORRECTED_AFTER = 6;

/** Tells of every result of the pupils: termly ones, statutory ones, and what came from the school before. */
export function tellResults(telling: Telling, told: ToldSchool, pupils: readonly ToldPupil[]): void {
  const writer = new ResultWriter(telling, told);
  for (const pupil of pupils) {
    const abilities = new Abilities(pupil.person);
    for (const stay of pupil.stays) {
      for (const mark of marksOf(telling, abilities, stay)) writer.tell(pupil.id, mark);
    }
    if (telling.school.phase === 'secondary') {
      for (const mark of priorMarks(abilities, pupil.stays[0]!))
        writer.tell(pupil.id, mark, pupil.stays[0]!.from);
    }
  }
}

/** What a pupil was assessed in during a stay. A subsidiary registration leaves assessments to the main school. */
function marksOf({ calendar, school }: Telling, abilities: Abilities, stay: Stay): Mark[] {
  if (stay.dual?.status === 'S') return [];
  const last = stay.to ?? calendar.today;
  const there = (date: string) => date >= stay.from && date <= last && date <= calendar.today;
  const termly = calendar.rounds.filter(there).flatMap((date) => {
    if (school.phase === 'secondary') return SECONDARY_SUBJECTS.map((it) => termlyGrade(abilities, it, date));
    const inReception = academicYearOf(date) === abilities.person.cohort;
    return inReception ? [] : PRIMARY_SUBJECTS.map((it) => termlyScore(abilities, it, date));
  });
  if (school.phase === 'secondary') return termly.filter((it) => it.date <= calendar.today);
  const years = [0, 1, 2, 3, 4, 5, 6];
  const statutory = years.flatMap((it) => statutoryMarks(abilities, it));
  return [...termly, ...statutory.filter((it) => there(it.date) && it.date >= calendar.rounds[0]!)];
}

/** Key stage 2 as the primary school's file of transfer tells it; some come without. */
function priorMarks(abilities: Abilities, stay: Stay): Mark[] {
  const { person } = abilities;
  const random = SeededRandom.of(person.seed, 'ks2');
  const without = person.fromAbroad || (person.elsewhere && random.chance(SHARE_WITHOUT_KS2));
  return without || stay.dual?.status === 'S' ? [] : keyStage2(abilities);
}

class ResultWriter {
  private count = 0;

  constructor(
    private readonly telling: Telling,
    private readonly told: ToldSchool,
  ) {}

  /** `since`: the day on which the school got to know; left out, some days after the assessment. */
  tell(pupilId: string, mark: Mark, since?: string): void {
    const { past, seed, school, system, calendar } = this.telling;
    const framework = system.frameworks.get(mark.framework)!;
    const entered = SeededRandom.of(seed, 'entered', school.urn, mark.subject, mark.date);
    const day = addDays(since ?? mark.date, entered.whole(ENTERED_WITHIN.least, ENTERED_WITHIN.most));
    if (day > calendar.today) return;
    const chance = SeededRandom.of(seed, 'absent', pupilId, mark.subject, mark.date);
    const termly = mark.framework === 'standardised' || mark.framework === 'gcse-9-1';
    const absent =
      mark.resultSource === 'test' &&
      mark.framework === 'standardised' &&
      chance.chance(SHARE_ABSENT_FROM_TEST);
    this.count += 1;
    const sourceId = `result-${this.count}`;
    const row = {
      pupilId,
      subject: mark.subject,
      frameworkId: framework.id,
      frameworkKey: framework.frameworkKey,
      frameworkVersion: framework.frameworkVersion,
      assessmentPointId: this.told.points.get(mark.date) ?? null,
      date: mark.date,
      value: absent ? null : mark.value,
      grade: mark.grade,
      outcome: absent ? 'absent' : null,
      points: absent ? null : this.pointsOf(mark),
      status: mark.status,
      resultSource: mark.resultSource,
      flag: null,
      corrects: null,
      supersededBy: null,
      sourceSystem: DEMO_SOURCE,
      sourceId,
      activeSource: `${DEMO_SOURCE}\n${sourceId}`,
    };
    const at = recordedOn(this.telling, day, entered.whole(12, 17));
    const putRight = addDays(day, CORRECTED_AFTER);
    if (!termly || absent || putRight > calendar.today || !chance.chance(SHARE_CORRECTED)) {
      past.create(ResultEntity, at, row);
      return;
    }
    const slip = slipOf(mark);
    const wrong = past.create(ResultEntity, at, {
      ...row,
      value: slip.value,
      grade: slip.grade,
      points: this.pointsOf(slip),
    });
    const later = recordedOn(this.telling, putRight, 10);
    const correction = past.create(ResultEntity, later, { ...row, corrects: wrong.row.id });
    past.update(wrong, later, { supersededBy: correction.row.id, activeSource: null });
  }

  private pointsOf({ framework, value, grade }: Mark): number | null {
    if (grade === null) return value;
    return this.telling.system.frameworks.get(framework)!.grades!.find((it) => it.grade === grade)!.points;
  }
}

/** A mark as it was entered wrongly: ten marks too low or too high, or the grade beside it. */
function slipOf(mark: Mark): Mark {
  if (mark.grade === null) return { ...mark, value: mark.value! > 105 ? mark.value! - 10 : mark.value! + 10 };
  const points = mark.grade === 'U' ? 0 : Number(mark.grade);
  return { ...mark, grade: String(points >= 9 ? 8 : points + 1) };
}
