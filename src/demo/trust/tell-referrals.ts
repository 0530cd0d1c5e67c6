import { addDays } from '../../common/dates.js';
import type { ContactEntity } from '../../pupils/contacts/contact.entity.js';
import { ReferralEntity } from '../../referrals/referral.entity.js';
import type { ReferralStatus } from '../../referrals/referral-words.js';
import { DEMO_SOURCE } from '../demo-source.js';
import { SeededRandom } from '../seeded-random.js';
import { dayIn } from './calendar.js';
import { SHARE_REFERRED } from './parameters.js';
import type { ToldPupil } from './tell-pupils.js';
import type { ToldSchool } from './tell-school.js';
import { recordedOn, type Telling } from './telling.js';

/** How often each service is asked, roughly. */
const SERVICES = {
  'educational-psychology': 25,
  'speech-and-language': 25,
  camhs: 20,
  'early-help': 12,
  'school-nursing': 10,
  'occupational-therapy': 8,
} as const;

/** Days from the sending until each answer. */
const WAITS = { answered: 35, active: 70, closed: 210 };

/** Tells of referrals to outside services in this academic year and the one before, each with a parent's consent. */
export function tellReferrals(
  telling: Telling,
  told: ToldSchool,
  pupils: readonly ToldPupil[],
  parents: ReadonlyMap<string, ContactEntity>,
): void {
  const { past, calendar, seed, school } = telling;
  for (const { id, person, stays } of pupils) {
    const random = SeededRandom.of(seed, 'referral', school.urn, person.key);
    const stay = stays.at(-1)!;
    const parent = parents.get(id);
    const often = SHARE_REFERRED * 2 * (person.sen === 'N' ? 0.5 : 3.5);
    if (!random.chance(often) || !parent || stay.to !== null || stay.dual?.status === 'S') continue;
    const asked = addDays(dayIn(calendar.presentYear - 1, '10-01'), random.whole(0, 400));
    if (asked > calendar.today || asked < stay.from) continue;
    const service = random.pickByShare(SERVICES);
    const draft = past.create(ReferralEntity, recordedOn(telling, asked, 11), {
      pupilId: id,
      service,
      agency: `${service.replaceAll('-', ' ')} service`,
      status: 'draft',
      reason: 'Support in school has not been enough by itself.',
      leadStaffId: told.sencoId,
      agencyReference: null,
      planId: null,
      consentBy: person.lookedAfter ? 'local-authority' : 'parent',
      consentName: parent.name,
      consentContactId: parent.id,
      consentOn: asked,
      consentScope: 'What the school knows of the need may be shared with the service.',
      consentWithdrawnOn: null,
      withoutConsentReason: null,
      sentOn: null,
      answeredOn: null,
      activeFrom: null,
      closedOn: null,
      outcome: null,
      sourceSystem: DEMO_SOURCE,
      sourceId: `referral-${person.key}`,
    });
    const sent = addDays(asked, 3);
    const declined = random.chance(0.1);
    const steps: [ReferralStatus, string, Partial<ReferralEntity>][] = [
      ['sent', sent, { sentOn: sent }],
      [
        declined ? 'declined' : 'accepted',
        addDays(sent, WAITS.answered),
        { answeredOn: addDays(sent, WAITS.answered) },
      ],
      ['active', addDays(sent, WAITS.active), { activeFrom: addDays(sent, WAITS.active) }],
      [
        'closed',
        addDays(sent, WAITS.closed),
        { closedOn: addDays(sent, WAITS.closed), outcome: 'Advice was given and is in the plan.' },
      ],
    ];
    let referral = draft;
    for (const [status, day, patch] of declined ? steps.slice(0, 2) : steps) {
      if (day > calendar.today) break;
      referral = past.update(referral, recordedOn(telling, day, 12), { status, ...patch });
    }
  }
}
