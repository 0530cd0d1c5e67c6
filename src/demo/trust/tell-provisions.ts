import { addDays } from '../../common/dates.js';
import { ProvisionEntity } from '../../provisions/provision.entity.js';
import { DEMO_SOURCE } from '../demo-source.js';
import { SeededRandom } from '../seeded-random.js';
import { absenceRateOf } from './absence.js';
import { Abilities } from './assessments.js';
import { dayIn } from './calendar.js';
import { type PlannedProvision, provisionPlan } from './provision-plan.js';
import { InterventionTeller, type ProvisionGround, type RunningProvision } from './tell-interventions.js';
import { recordedOn, type Telling } from './telling.js';
import type { ToldPupil } from './tell-pupils.js';

/** Standard deviations: pupils below have provision of another kind. */
const LOWEST_IN_GROUPS = -1.6;
/** Days before its beginning on which a provision is planned. */
const PLANNED_BEFORE = 14;

/** Tells of the school's provision, and of the places that pupils have in it. */
export function tellProvisions(telling: Telling, ground: ProvisionGround): void {
  const { calendar, school } = telling;
  const teller = new InterventionTeller(telling, ground);
  for (const year of calendar.closeYears) {
    provisionPlan(school.phase).forEach((planned, line) => {
      const starts = dayIn(year, planned.begins);
      if (addDays(starts, -PLANNED_BEFORE) > calendar.today) return;
      const chosen = choose(telling, ground, planned, year, starts);
      for (let group = 0; group < planned.groups; group += 1) {
        const running = tellProvision(telling, ground, planned, `${year}-${line}-${group}`, starts);
        const places = chosen.splice(0, running.row.capacity);
        for (const pupil of places) teller.tell(running, pupil);
      }
    });
  }
}

function tellProvision(
  telling: Telling,
  { told, funding }: ProvisionGround,
  planned: PlannedProvision,
  key: string,
  startDate: string,
): RunningProvision {
  const { past, system } = telling;
  const type = system.provisionTypes.get(planned.typeKey)!;
  const random = SeededRandom.of(telling.seed, 'provision', telling.school.urn, key);
  const leadStaffId = planned.chosenBy === 'need' ? told.sencoId : random.pick(told.teacherIds);
  const group = Number(key.split('-')[2]) + 1;
  const { row } = past.create(ProvisionEntity, recordedOn(telling, addDays(startDate, -PLANNED_BEFORE), 11), {
    provisionTypeId: type.id,
    name: `${type.title}${planned.subject ? ` in ${planned.subject}` : ''} ${group}`,
    subject: planned.subject,
    leadStaffId,
    startDate,
    endDate: addDays(startDate, type.weeks * 7 - 3),
    capacity: type.groupSize,
    weeks: type.weeks,
    sessionsPerWeek: type.sessionsPerWeek,
    sessionMinutes: type.minutes,
    staff: [
      { staffId: leadStaffId, name: null, role: planned.chosenBy === 'need' ? 'specialist' : 'teacher' },
    ],
    ratePerHourPence: planned.rate,
    rateRoundUpMinutes: 15,
    rateMinimumMinutes: 0,
    fixedPence: 0,
    resources: planned.resourcePence > 0 ? [{ name: 'Materials', pence: planned.resourcePence }] : [],
    funding: Object.entries(planned.funding).map(([kind, shareBasisPoints]) => ({
      fundingSourceId: funding.get(kind)!,
      shareBasisPoints,
    })),
    sourceSystem: DEMO_SOURCE,
    sourceId: `provision-${key}`,
  });
  return { row, planned };
}

/** Who comes: those who are there all the time, the one who needs it most first, each in one place of a kind. */
function choose(
  telling: Telling,
  { pupils }: ProvisionGround,
  planned: PlannedProvision,
  year: number,
  starts: string,
): ToldPupil[] {
  const type = telling.system.provisionTypes.get(planned.typeKey)!;
  const ends = addDays(starts, type.weeks * 7);
  const [first, last] = planned.years;
  const there = pupils.filter(({ person, stays }) => {
    const years = year - person.cohort;
    const throughout = stays.some(
      (it) => it.dual?.status !== 'S' && it.from <= starts && (it.to === null || it.to >= ends),
    );
    return throughout && years >= first && years <= last;
  });
  const need = needOf(planned, starts);
  return there
    .map((pupil) => ({ pupil, need: need(pupil) }))
    .filter((it) => it.need > 0)
    .sort((a, b) => b.need - a.need)
    .slice(0, planned.groups * type.groupSize)
    .map((it) => it.pupil);
}

/** How much a pupil needs a provision; 0 for not at all. */
function needOf({ chosenBy, subject }: PlannedProvision, day: string): (pupil: ToldPupil) => number {
  switch (chosenBy) {
    case 'absence':
      return ({ person }) => Math.max(0, absenceRateOf(person) - 0.1);
    case 'need':
      return ({ person }) => (person.sen === 'N' ? 0 : SeededRandom.of(person.seed, 'therapy').next());
    case 'standing':
      // With a plan of their own pupils have other provision; disadvantaged ones come first.
      return ({ person }) =>
        person.sen === 'E'
          ? 0
          : placeFor(new Abilities(person).on(subject ?? 'reading', day), person.disadvantaged);
  }
}

/** Those who stand lowest first, but for whom a group of this kind would not reach. */
function placeFor(standing: number, disadvantaged: boolean): number {
  return standing < LOWEST_IN_GROUPS ? 0 : Math.max(0, 3 - standing + (disadvantaged ? 0.3 : 0));
}
