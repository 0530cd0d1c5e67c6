import { SenNeedEntity } from '../../pupils/sen-needs/sen-need.entity.js';
import type { SenType } from '../../pupils/sen-needs/sen-types.js';
import { SeededRandom } from '../seeded-random.js';
import { SEN_TYPES } from './parameters.js';
import type { Person } from './person.js';
import { senHistory } from './tell-characteristics.js';
import { recordedOn, type Telling } from './telling.js';
import type { ToldPupil } from './tell-pupils.js';

const SHARE_WITH_SECOND = 0.25;

/** Tells of the types of need of the pupils with SEN, from the day on which the school knows of it. */
export function tellNeeds(telling: Telling, pupils: readonly ToldPupil[]): void {
  for (const { id, person, stays } of pupils) {
    if (person.sen === 'N') continue;
    const { from } = stays[0]!;
    const until = stays.at(-1)!.to ?? telling.calendar.today;
    const identified = senHistory(person)[1]!.from;
    const startDate = identified > from ? identified : from;
    if (startDate > until) continue;
    needsOf(person).forEach((needType, i) => {
      telling.past.create(SenNeedEntity, recordedOn(telling, startDate, 11), {
        pupilId: id,
        needType,
        needRank: i + 1,
        startDate,
        endDate: null,
        sourceSystem: null,
        sourceId: null,
      });
    });
  }
}

/** The primary need, and for some a secondary one. */
function needsOf({ seed, sen }: Person): SenType[] {
  if (sen === 'N') return [];
  const random = SeededRandom.of(seed, 'needs');
  const [first, second] = [0, 1].map(() => random.pickByShare(SEN_TYPES[sen]) as SenType) as [
    SenType,
    SenType,
  ];
  const alone = first === 'NSA' || second === 'NSA' || second === first;
  return random.chance(SHARE_WITH_SECOND) && !alone ? [first, second] : [first];
}
