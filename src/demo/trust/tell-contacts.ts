import { ContactEntity } from '../../pupils/contacts/contact.entity.js';
import type { Relationship } from '../../pupils/contacts/relationships.js';
import { FORENAMES, SURNAMES } from '../demo-names.js';
import { DEMO_SOURCE } from '../demo-source.js';
import { SeededRandom } from '../seeded-random.js';
import type { Person } from './person.js';
import { recordedOn, type Telling } from './telling.js';
import type { ToldPupil } from './tell-pupils.js';

interface Around {
  readonly relationship: Relationship;
  readonly responsibility: boolean;
  readonly reachable: boolean;
}

/** Tells of the people around each pupil. Hands back the first who has parental responsibility, by the pupil's id. */
export function tellContacts(telling: Telling, pupils: readonly ToldPupil[]): Map<string, ContactEntity> {
  const parents = new Map<string, ContactEntity>();
  for (const { id, person, stays } of pupils) {
    const random = SeededRandom.of(person.seed, 'contacts');
    aroundOf(random, person).forEach(({ relationship, responsibility, reachable }, i) => {
      const forename = random.pick(forenamesOf(relationship));
      const surname = FAMILY.has(relationship) ? person.surname : random.pick(SURNAMES);
      const { row } = telling.past.create(ContactEntity, recordedOn(telling, stays[0]!.from, 9), {
        pupilId: id,
        name: `${forename} ${surname}`,
        relationship,
        parentalResponsibility: responsibility,
        mayBeContacted: reachable,
        priority: i + 1,
        // The range of numbers that Ofcom keeps for drama.
        phone: `07700 900${String(random.whole(0, 999)).padStart(3, '0')}`,
        email: random.chance(0.7) ? `${forename.toLowerCase()}.${id.slice(-6)}@example.com` : null,
        address: null,
        courtOrder: reachable ? null : 'No contact with the pupil (demo).',
        sourceSystem: DEMO_SOURCE,
        sourceId: `contact-${person.key}-${i + 1}`,
      });
      if (responsibility && reachable && !parents.has(id)) parents.set(id, row);
    });
  }
  return parents;
}

const FAMILY: ReadonlySet<Relationship> = new Set(['mother', 'father', 'grandparent']);

function forenamesOf(relationship: Relationship): readonly string[] {
  if (relationship === 'mother') return FORENAMES.F;
  return relationship === 'father' ? FORENAMES.M : [...FORENAMES.F, ...FORENAMES.M];
}

function aroundOf(random: SeededRandom, { lookedAfter }: Person): Around[] {
  const reachable = true;
  if (lookedAfter) {
    return [
      { relationship: 'foster-carer', responsibility: false, reachable },
      { relationship: 'social-worker', responsibility: true, reachable },
    ];
  }
  const mother: Around = { relationship: 'mother', responsibility: true, reachable };
  if (random.chance(0.2)) {
    const grandparent: Around = { relationship: 'grandparent', responsibility: false, reachable };
    return random.chance(0.5) ? [mother, grandparent] : [mother];
  }
  const barred = random.chance(0.004);
  return [mother, { relationship: 'father', responsibility: random.chance(0.93), reachable: !barred }];
}
