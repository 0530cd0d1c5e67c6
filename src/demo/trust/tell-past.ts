import { Past } from '../../database/past.js';
import { SeededRandom } from '../seeded-random.js';
import type { DemoCalendar } from './calendar.js';
import { pastIds } from './past-ids.js';
import { rollOf } from './roll.js';
import type { PlannedSchool } from './school-plan.js';
import { tellCharacteristics } from './tell-characteristics.js';
import { tellPupils } from './tell-pupils.js';
import { tellResults } from './tell-results.js';
import { type DemoSignIn, tellSchool } from './tell-school.js';
import { tellTargets } from './tell-targets.js';
import type { SystemRows, Telling } from './telling.js';

/** What a demo is made of: the same rows for the same of these. */
export interface DemoSetting {
  readonly seed: number;
  readonly calendar: DemoCalendar;
  readonly system: SystemRows;
  readonly now: string;
}

/** Tells of the whole past of one school. */
export function tellPast(setting: DemoSetting, school: PlannedSchool, signIns: readonly DemoSignIn[]): Past {
  const { seed, calendar } = setting;
  const newId = pastIds(SeededRandom.of(seed, 'ids', school.urn));
  const past = new Past(newId(`${calendar.start}T06:00:00.000Z`), newId);
  const telling: Telling = { ...setting, school, past };
  const told = tellSchool(telling, signIns);
  const pupils = tellPupils(telling, rollOf(seed, calendar, school));
  tellCharacteristics(telling, pupils);
  tellResults(telling, told, pupils);
  tellTargets(telling, pupils);
  return past;
}
