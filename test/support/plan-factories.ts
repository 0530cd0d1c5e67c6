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
): ReturnType<typeof makePupil> {
  const pupil = await makePupil(api, school);
  const body = { kind: 'sen', value: sen, startDate: '2025-09-01' };
  await api.expect(api.post(`/api/v1/pupils/${pupil.id}/characteristics`, body));
  return pupil;
}
