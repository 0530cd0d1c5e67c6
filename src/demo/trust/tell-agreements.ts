import { addDays } from '../../common/dates.js';
import type { ContactEntity } from '../../pupils/contacts/contact.entity.js';
import { AgreementEntity, type AgreementParty } from '../../targets/agreements/agreement.entity.js';
import { NOT_WITHDRAWN } from '../../targets/agreements/staff-agreement.js';
import { SeededRandom } from '../seeded-random.js';
import { yearStart } from './calendar.js';
import { AGREEMENT } from './parameters.js';
import type { ToldSchool } from './tell-school.js';
import type { ToldTarget } from './tell-targets.js';
import { recordedOn, type Telling } from './telling.js';

/** Days until somebody who takes an agreement back does so. */
const TAKEN_BACK_AFTER = 40;

const AGAINST: Readonly<Record<'pupil' | 'parent', string>> = {
  pupil: 'I think I can do more than this.',
  parent: 'We would like to see first how the term goes.',
};

/** Tells of what pupils and parents said to the targets of the years that are told closely, and of the teachers' own word. */
export function tellAgreements(
  telling: Telling,
  told: ToldSchool,
  targets: readonly ToldTarget[],
  parents: ReadonlyMap<string, ContactEntity>,
): void {
  const { past, calendar } = telling;
  const since = yearStart(calendar.closeYears[0]!);
  const teacherNames = new Map(told.teacherIds.map((id, i) => [id, told.teacherNames[i]!]));
  for (const target of targets) {
    const { agreedOn } = target;
    if (agreedOn === null || agreedOn < since) continue;
    const random = SeededRandom.of(telling.seed, 'agreement', target.id);
    const recordedBy = random.pick(told.teacherIds);
    const say = (party: AgreementParty, name: string | null, contactId: string | null) => {
      const against = party !== 'staff' && random.chance(AGREEMENT.against);
      const said = past.create(AgreementEntity, recordedOn(telling, agreedOn, 15), {
        pupilId: target.pupilId,
        targetId: target.id,
        party,
        view: against ? 'disagrees' : 'agrees',
        name,
        contactId,
        date: agreedOn,
        comment: against ? AGAINST[party] : null,
        recordedBy,
        ...NOT_WITHDRAWN,
      });
      const withdrawnOn = addDays(agreedOn, TAKEN_BACK_AFTER);
      const takesBack = party === 'parent' && !against && random.chance(AGREEMENT.takenBack);
      if (!takesBack || withdrawnOn > calendar.today) return;
      past.update(said, recordedOn(telling, withdrawnOn, 15), {
        withdrawnOn,
        withdrawnReason: 'Asks for a meeting about the target first.',
        withdrawnBy: recordedBy,
      });
    };
    say('staff', teacherNames.get(recordedBy)!, null);
    if (random.chance(AGREEMENT.pupil)) say('pupil', null, null);
    const parent = parents.get(target.pupilId);
    if (parent && random.chance(AGREEMENT.parent)) say('parent', parent.name, parent.id);
  }
}
