import { addDays } from '../../common/dates.js';
import { AttendanceEntity } from '../../assessments/attendance/attendance.entity.js';
import { absenceRateOf, weekOf } from './absence.js';
import { schoolWeeks } from './calendar.js';
import { recordedOn, type Telling } from './telling.js';
import type { ToldPupil } from './tell-pupils.js';

/** Tells of the weeks of attendance of each pupil, in whole weeks on the school's roll. */
export function tellAttendance(telling: Telling, pupils: readonly ToldPupil[]): void {
  const { calendar, past } = telling;
  const weeks = calendar.closeYears.flatMap((year) => schoolWeeks(year, calendar.today));
  for (const { id, person, stays } of pupils) {
    const rate = absenceRateOf(person);
    for (const { from, to, dual } of stays) {
      // The main school keeps the register of a pupil who comes as a guest.
      if (dual?.status === 'S') continue;
      for (const week of weeks) {
        const friday = addDays(week.monday, 4);
        if (friday < from || (to !== null && week.monday > to)) continue;
        if (week.monday < from || (to !== null && friday > to)) continue;
        past.create(AttendanceEntity, recordedOn(telling, friday, 16), {
          ...weekOf(person, rate, week),
          pupilId: id,
          sourceSystem: null,
          sourceId: null,
        });
      }
    }
  }
}
