import { addDays } from '../../common/dates.js';
import { foldedKey } from '../../common/folded-key.js';
import { makeUln } from '../../pupils/uln.js';
import { makeUpn } from '../../pupils/upn.js';
import { EnrolmentEntity } from '../../pupils/enrolment.entity.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { DEMO_SOURCE } from '../demo-source.js';
import { SeededRandom } from '../seeded-random.js';
import { academicYearOf } from '../../common/dates.js';
import { dayIn, yearEnd, yearStart } from './calendar.js';
import { ncYearOf } from './nc-year.js';
import type { Person } from './person.js';
import type { PupilOnRoll, Stay } from './roll.js';
import { recordedOn, type Telling } from './telling.js';

/** A pupil whose row is told, with the id that everything else about the pupil names. */
export interface ToldPupil extends PupilOnRoll {
  readonly id: string;
}

/** Days after which the permanent UPN of a pupil from abroad is known. */
const PERMANENT_AFTER = 60;
/** Days that a file of transfer takes to come. */
const TRANSFER_TAKES = 21;
const TEMPORARY_LETTERS = 'ABCDEFGH';

/** Tells of everybody who was on the school's roll, and of each academic year's spell on it. */
export function tellPupils(telling: Telling, roll: readonly PupilOnRoll[]): ToldPupil[] {
  let temporary = 0;
  return roll.map((pupil) => {
    const serial = needsTemporary(pupil) ? (temporary += 1) : null;
    const told = { ...pupil, id: tellPupil(telling, pupil, serial) };
    for (const stay of pupil.stays) tellSpells(telling, told.id, stay);
    return told;
  });
}

function needsTemporary({ person, stays }: PupilOnRoll): boolean {
  return person.fromAbroad && stays[0]!.came === 'from-elsewhere';
}

function tellPupil(telling: Telling, { person, stays }: PupilOnRoll, temporary: number | null): string {
  const { past, calendar, school, seed } = telling;
  const { from } = stays[0]!;
  const random = SeededRandom.of(seed, 'row', school.urn, person.key);
  const preferred = random.chance(0.06) ? person.forename.slice(0, 3) : null;
  const awaited = stays[0]!.came === 'from-elsewhere' && addDays(from, TRANSFER_TAKES) > calendar.today;
  const members = {
    upn: person.upn as string | null,
    upnReason: null as string | null,
    formerUpn: null as string | null,
    uln: null as string | null,
    legalForename: person.forename,
    legalSurname: person.surname,
    preferredForename: preferred,
    preferredSurname: null,
    surnameKey: foldedKey(person.surname),
    forenameKey: foldedKey(person.forename),
    dateOfBirth: person.dateOfBirth,
    sex: person.sex,
    sourceSystem: DEMO_SOURCE,
    sourceId: `pupil-${person.key}`,
  };
  const first = temporary === null ? null : temporaryUpn(telling, from, temporary);
  const upn = first !== null ? { upn: first } : awaited && { upn: null, upnReason: 'awaiting-transfer' };
  const learner = learnerNumberOf(person);
  const numbered = learner !== null && learner.since <= from && { uln: learner.uln };
  let told = past.create(PupilEntity, recordedOn(telling, from, 8), { ...members, ...upn, ...numbered });
  const later: [day: string, patch: Partial<PupilEntity>][] = [];
  if (first !== null) {
    later.push([addDays(from, PERMANENT_AFTER), { upn: person.upn, formerUpn: first }]);
  }
  if (learner !== null && !numbered && stays.some((it) => it.to === null || it.to >= learner.since)) {
    later.push([learner.since, { uln: learner.uln }]);
  }
  for (const [day, patch] of later.sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (day > calendar.today || day < calendar.start) continue;
    told = past.update(told, recordedOn(telling, day, 8), patch);
  }
  return told.row.id;
}

/** A Unique Learner Number, by which examinations know a pupil, and the day since which it is known: in Year 10. */
export function learnerNumberOf({ cohort, upn }: Person): { uln: string; since: string } | null {
  const digits = upn.slice(4);
  // Nine digits that make none give place to others; establishments of the demo begin with 2 to 4.
  const uln = makeUln(digits) ?? makeUln(`9${digits.slice(1)}`) ?? makeUln(`8${digits.slice(1)}`);
  return uln === null ? null : { uln, since: dayIn(cohort + 10, '10-05') };
}

/** Two digits and a letter at the end: given by the school until the permanent number is known. */
function temporaryUpn({ school }: Telling, from: string, serial: number): string {
  const letter = TEMPORARY_LETTERS.charAt(Math.floor(serial / 100) % TEMPORARY_LETTERS.length);
  return makeUpn({
    laCode: school.laCode,
    establishment: school.establishment,
    year: academicYearOf(from),
    serial: `${String(serial % 100).padStart(2, '0')}${letter}`,
  });
}

/** A spell for each academic year of a stay, closed when the next begins. */
function tellSpells(telling: Telling, pupilId: string, stay: Stay): void {
  const { past, calendar } = telling;
  const last = stay.to ?? calendar.today;
  for (let year = academicYearOf(stay.from); yearStart(year) <= last; year += 1) {
    const entryDate = stay.from > yearStart(year) ? stay.from : yearStart(year);
    const end = stay.to !== null && stay.to <= yearEnd(year) ? stay.to : yearEnd(year);
    const leavingDate = end < calendar.today || end === stay.to ? end : null;
    const at = recordedOn(telling, entryDate, 8);
    const closed = recordedOn(telling, addDays(end, 1), 7);
    const wasPast = leavingDate !== null && closed <= at;
    const spell = past.create(EnrolmentEntity, at, {
      pupilId,
      ncYear: ncYearOf(stay.person.cohort, year),
      status: stay.dual?.year === year ? stay.dual.status : 'C',
      entryDate,
      leavingDate: wasPast ? leavingDate : null,
      sourceSystem: null,
      sourceId: null,
    });
    if (leavingDate !== null && !wasPast) past.update(spell, closed, { leavingDate });
  }
}
