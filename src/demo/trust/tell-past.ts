import { Past } from '../../database/past.js';
import { TrustEntity } from '../../schools/trusts/trust.entity.js';
import { SeededRandom } from '../seeded-random.js';
import type { DemoCalendar } from './calendar.js';
import { ID_PLACES, pastIds } from './past-ids.js';
import { rollOf } from './roll.js';
import { type PlannedSchool, serialOf } from './school-plan.js';
import { tellAgreements } from './tell-agreements.js';
import { tellAttendance } from './tell-attendance.js';
import { tellCalendar } from './tell-calendar.js';
import { tellCharacteristics } from './tell-characteristics.js';
import { tellContacts } from './tell-contacts.js';
import { tellFunding } from './tell-funding.js';
import { tellGroups } from './tell-groups.js';
import { tellNeeds } from './tell-needs.js';
import { tellPlans } from './tell-plans.js';
import { tellProvisions } from './tell-provisions.js';
import { tellPupils } from './tell-pupils.js';
import { tellReferrals } from './tell-referrals.js';
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

/** Tells of the trust of some schools. */
export function tellTrust({ seed, calendar }: DemoSetting, unit: number): Past {
  const newId = pastIds(SeededRandom.of(seed, 'trust', unit), ID_PLACES - 1 - unit);
  const at = `${calendar.start}T05:00:00.000Z`;
  const past = new Past(newId(at), newId);
  const name = unit === 0 ? 'Orchard Trust' : `Orchard Trust ${unit + 1}`;
  past.create(TrustEntity, at, { id: past.ownerId, name, groupUid: String(99_900 + unit) });
  return past;
}

/** Tells of the whole past of one school. */
export function tellPast(
  setting: DemoSetting,
  school: PlannedSchool,
  trustId: string,
  signIns: readonly DemoSignIn[],
): Past {
  const { seed, calendar } = setting;
  const newId = pastIds(SeededRandom.of(seed, 'ids', school.urn), serialOf(school));
  const past = new Past(newId(`${calendar.start}T06:00:00.000Z`), newId);
  const telling: Telling = { ...setting, school, trustId, past };
  const told = tellSchool(telling, signIns);
  const years = tellCalendar(telling);
  const pupils = tellPupils(telling, rollOf(seed, calendar, school));
  tellCharacteristics(telling, pupils);
  tellNeeds(telling, pupils);
  const parents = tellContacts(telling, pupils);
  tellGroups(telling, told, years, pupils);
  tellAttendance(telling, pupils);
  tellResults(telling, told, pupils);
  const targets = tellTargets(telling, pupils);
  tellAgreements(telling, told, targets, parents);
  tellProvisions(telling, { told, pupils, targets, funding: tellFunding(telling) });
  tellPlans(telling, told, pupils, parents);
  tellReferrals(telling, told, pupils, parents);
  return past;
}
