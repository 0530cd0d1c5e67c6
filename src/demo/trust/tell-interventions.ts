import { addDays } from '../../common/dates.js';
import type { PastFact } from '../../database/past.js';
import { InterventionEntity } from '../../interventions/intervention.entity.js';
import type { InterventionStatus } from '../../interventions/lifecycle.js';
import { NO_MEASURES } from '../../interventions/measures/measure-columns.js';
import type { ProvisionEntity } from '../../provisions/provision.entity.js';
import { InterventionSessionEntity } from '../../interventions/sessions/intervention-session.entity.js';
import { InterventionTransitionEntity } from '../../interventions/transitions/intervention-transition.entity.js';
import { DEMO_SOURCE } from '../demo-source.js';
import { SeededRandom } from '../seeded-random.js';
import { Abilities, type Mark, termlyGrade, termlyScore } from './assessments.js';
import { type SchoolWeek, schoolWeeks } from './calendar.js';
import { GAIN_OF_PROVISION, SHARE_MISSED_SESSIONS } from './parameters.js';
import type { PlannedProvision } from './provision-plan.js';
import type { ToldSchool } from './tell-school.js';
import type { ToldTarget } from './tell-targets.js';
import type { ToldPupil } from './tell-pupils.js';
import { recordedOn, type Telling } from './telling.js';

/** Days before its beginning on which a place is proposed and then agreed. */
const [PROPOSED_BEFORE, AGREED_BEFORE] = [12, 6];
/** Days after its end until it is reviewed, and closed. */
const [REVIEWED_AFTER, CLOSED_AFTER] = [5, 12];
const REASONS = {
  standing: 'Below the way to the target in the subject.',
  absence: 'Absence of a tenth or more of the sessions.',
  need: 'Assessed need of speech, language and communication.',
} as const;

/** What a school's provision is told from. */
export interface ProvisionGround {
  readonly told: ToldSchool;
  readonly pupils: readonly ToldPupil[];
  readonly targets: readonly ToldTarget[];
  /** Ids of funding sources by kind. */
  readonly funding: ReadonlyMap<string, string>;
}

/** A running provision with what its places are told from. */
export interface RunningProvision {
  readonly row: ProvisionEntity;
  readonly planned: PlannedProvision;
}

/** Tells of pupils' places in provision: their lives, measures and sessions. */
export class InterventionTeller {
  private readonly weeks: readonly SchoolWeek[];
  private readonly targets: ReadonlyMap<string, readonly ToldTarget[]>;

  constructor(
    private readonly telling: Telling,
    private readonly ground: ProvisionGround,
  ) {
    const { closeYears, today } = telling.calendar;
    this.targets = Map.groupBy(ground.targets, (it) => it.pupilId);
    this.weeks = closeYears.flatMap((year) => schoolWeeks(year, today));
  }

  /** Tells of one pupil's place. */
  tell(running: RunningProvision, pupil: ToldPupil): void {
    const { past } = this.telling;
    const { row: provision, planned } = running;
    const type = this.telling.system.provisionTypes.get(planned.typeKey)!;
    const proposed = addDays(provision.startDate, -PROPOSED_BEFORE);
    const abilities = new Abilities(pupil.person);
    const place = past.create(InterventionEntity, this.at(proposed), {
      ...NO_MEASURES,
      pupilId: pupil.id,
      provisionTypeId: type.id,
      provisionTypeKey: type.typeKey,
      provisionTypeVersion: type.typeVersion,
      wave: type.wave,
      provisionId: provision.id,
      subject: provision.subject,
      reason: REASONS[planned.chosenBy],
      status: 'proposed',
      startDate: provision.startDate,
      endDate: provision.endDate,
      endedOn: null,
      targetId: this.targetOf(pupil, provision.subject, provision.startDate),
      recommendationId: null,
      deciderStaffId: null,
      decidedAt: null,
      outcome: null,
      ...this.measureOf(abilities, provision.subject, proposed, 'entry'),
      sourceSystem: DEMO_SOURCE,
      sourceId: `place-${provision.sourceId!}-${pupil.person.key}`,
    });
    this.transition(place, null, 'proposed', proposed);
    this.live(place, provision.startDate, provision.endDate, abilities);
    this.sessions(place, running);
  }

  /** The steps of its life that have been taken by today. */
  private live(
    proposed: PastFact<InterventionEntity>,
    start: string,
    end: string,
    abilities: Abilities,
  ): void {
    const { calendar } = this.telling;
    const steps: [InterventionStatus, string][] = [
      ['agreed', addDays(start, -AGREED_BEFORE)],
      ['active', start],
      ['reviewed', addDays(end, REVIEWED_AFTER)],
      ['closed', addDays(end, CLOSED_AFTER)],
    ];
    let place = proposed;
    for (const [status, day] of steps) {
      if (day > calendar.today) return;
      place = this.step(place, status, day, end, abilities);
    }
  }

  private step(
    place: PastFact<InterventionEntity>,
    status: InterventionStatus,
    day: string,
    end: string,
    abilities: Abilities,
  ): PastFact<InterventionEntity> {
    const { past } = this.telling;
    const at = this.at(day);
    const decided = status === 'agreed' && { deciderStaffId: this.ground.told.sencoId, decidedAt: at };
    const random = SeededRandom.of(abilities.person.seed, 'outcome', place.row.id);
    const reviewed = status === 'reviewed' && {
      endedOn: end,
      outcome: random.pickByShare({ exceeded: 8, met: 42, partly: 35, not: 15 }),
      ...this.measureOf(abilities, place.row.subject, day, 'exit'),
    };
    this.transition(place, place.row.status, status, day);
    return past.update(place, at, { status, ...decided, ...reviewed });
  }

  private transition(
    { row }: PastFact<InterventionEntity>,
    fromStatus: InterventionStatus | null,
    toStatus: InterventionStatus,
    day: string,
  ): void {
    const at = this.at(day);
    this.telling.past.create(InterventionTransitionEntity, at, {
      pupilId: row.pupilId,
      interventionId: row.id,
      fromStatus,
      toStatus,
      reason: row.reason,
      staffId: this.ground.told.sencoId,
      decidedAt: at,
    });
  }

  /** The provision's own test, on the scale of the termly ones: at exit with what the provision has gained. */
  private measureOf(
    abilities: Abilities,
    subject: string | null,
    date: string,
    side: 'entry' | 'exit',
  ): Partial<InterventionEntity> {
    const { school, system } = this.telling;
    if (subject === null || subject === 'phonics') return {};
    const gain = side === 'exit' ? GAIN_OF_PROVISION : 0;
    const mark: Mark =
      school.phase === 'primary'
        ? termlyScore(abilities, subject, date, gain)
        : termlyGrade(abilities, subject, date, gain);
    const framework = system.frameworks.get(mark.framework)!;
    const points = mark.value ?? framework.grades!.find((it) => it.grade === mark.grade)!.points;
    const shared = {
      measureFrameworkId: framework.id,
      measureFrameworkKey: framework.frameworkKey,
      measureFrameworkVersion: framework.frameworkVersion,
    };
    return side === 'entry'
      ? { ...shared, entryMeasure: points, entryGrade: mark.grade, entryDate: date }
      : { exitMeasure: points, exitGrade: mark.grade, exitDate: date };
  }

  private sessions({ row }: PastFact<InterventionEntity>, { row: provision }: RunningProvision): void {
    const { past, calendar } = this.telling;
    const random = SeededRandom.of(this.telling.seed, 'sessions', row.id);
    const { startDate, endDate, sessionsPerWeek, sessionMinutes } = provision;
    for (const week of this.weeks) {
      for (const date of daysOfSessions(week, sessionsPerWeek!)) {
        if (date < startDate || date > endDate || date > calendar.today) continue;
        const attended = !random.chance(SHARE_MISSED_SESSIONS);
        past.create(InterventionSessionEntity, recordedOn(this.telling, date, 16), {
          pupilId: row.pupilId,
          interventionId: row.id,
          provisionId: provision.id,
          date,
          startTime: '09:30',
          lengthMinutes: sessionMinutes!,
          minutes: attended ? sessionMinutes! : 0,
          attended,
          absenceReason: attended ? null : random.pickByShare({ absent: 8, elsewhere: 2 }),
          note: null,
          sourceSystem: null,
          sourceId: null,
        });
      }
    }
  }

  private targetOf(pupil: ToldPupil, subject: string | null, day: string): string | null {
    const target = this.targets
      .get(pupil.id)
      ?.find((it) => it.subject === subject && it.baselineDate <= day && it.due >= day);
    return target?.id ?? null;
  }

  private at(day: string): string {
    return recordedOn(this.telling, day, 13);
  }
}

/** So many days of a week, every other one where there are few; fewer in a week that has fewer. */
function daysOfSessions({ dates }: SchoolWeek, wanted: number): string[] {
  const count = Math.min(dates.length, wanted);
  const step = wanted <= 3 ? 2 : 1;
  return Array.from({ length: count }, (_, i) => dates[Math.min(step * i, dates.length - count + i)]!);
}
