import type { ApiClient } from './client.js';
import { makePupil, type School } from './factories.js';

/** The body of a valid plan: a draft for any pupil. */
export function planBody(
  pupil: { readonly id: string },
  members: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    pupilId: pupil.id,
    kind: 'support',
    startDate: '2026-09-07',
    reviewDue: '2026-12-11',
    strengths: 'Speaks with confidence.',
    needs: 'Decodes slowly.\nLoses the thread of a longer text.',
    approach: 'Structured phonics in a group of three.',
    ...members,
  };
}

/** The members of a valid EHC plan beside those of any plan. */
export const EHC_MEMBERS = {
  kind: 'ehc',
  reviewDue: '2027-01-20',
  ehc: { issuedOn: '2026-01-20', reference: 'EHC-20931' },
};

/** Adds a pupil with SEN provision since September 2025. */
export async function makeSenPupil(
  api: ApiClient,
  school: School,
  sen: 'K' | 'E',
  members: Record<string, unknown> = {},
): ReturnType<typeof makePupil> {
  const pupil = await makePupil(api, school, members);
  const body = { kind: 'sen', value: sen, startDate: '2025-09-01' };
  await api.expect(api.post(`/api/v1/pupils/${pupil.id}/characteristics`, body));
  return pupil;
}

/** The body of a valid outcome of a plan that began on 7 September 2026. */
export function outcomeBody(members: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    outcome: 'Reads a text of Year 4 aloud at a pace that keeps its sense.',
    measure: 'Words read correctly in a minute, mean of three unseen texts',
    baseline: '62',
    target: '95',
    byDate: '2026-12-11',
    ...members,
  };
}

/** The body of a valid review of such a plan, that ends its cycle and lacks only the results of outcomes. */
export function reviewBody(members: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    purpose: 'end-of-cycle',
    meetingDate: '2026-11-20',
    invitations: [
      { role: 'parent', name: 'Ngozi Okafor', invitedOn: '2026-11-02', answer: 'accepted', attended: true },
      { role: 'pupil', name: 'Ada Okafor', invitedOn: '2026-11-02', answer: 'accepted', attended: true },
    ],
    summary: 'Reads more fluently; still loses the thread of longer texts.',
    ...members,
  };
}

/** Consent as a parent gives it. */
export const CONSENT = {
  givenBy: 'parent',
  name: 'Ngozi Okafor',
  givenOn: '2026-09-10',
  scope: 'School reports and assessments, with the speech and language service',
};

/** The body of a valid draft of a referral. */
export function referralBody(
  pupil: { readonly id: string },
  members: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    pupilId: pupil.id,
    service: 'speech-and-language',
    agency: 'Community speech and language therapy',
    reason: 'Does not follow two-part instructions\nafter two terms of support.',
    ...members,
  };
}
