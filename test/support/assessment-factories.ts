import type { ApiClient } from './client.js';
import { next } from './factories.js';

/** The body of a valid week of a pupil: 1 session of 10 absent with leave, 1 without. */
export function attendanceBody(
  pupil: { readonly id: string },
  members: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    pupilId: pupil.id,
    weekStart: '2026-09-14',
    possible: 10,
    present: 8,
    authorised: 1,
    unauthorised: 1,
    late: 0,
    ...members,
  };
}

/** The body of a valid set of targets for Y7: two points more in mathematics, from January to July. */
export function targetSetBody(
  school: { readonly id: string },
  members: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    schoolId: school.id,
    title: 'Year 7 mathematics',
    subject: 'mathematics',
    framework: { key: 'twenty' },
    cohort: { yearGroup: '7' },
    baselineOn: '2026-01-09',
    due: '2026-07-10',
    challenge: { rule: 'points', points: 2 },
    ...members,
  };
}

/** Records that a pupil agrees to a target, by a member of staff of the school. */
export async function letAgree(
  api: ApiClient,
  school: { readonly id: string },
  target: { readonly id: string },
): Promise<void> {
  const body = { schoolId: school.id, name: 'Sam Whitfield', roles: ['senco'], password: 'a-long-password' };
  const email = `agrees-${next()}@test.school`;
  const { id: recordedBy } = await api.expect(api.post<{ id: string }>('/api/v1/staff', { ...body, email }));
  await api.expect(api.post(`/api/v1/targets/${target.id}/agreements`, { party: 'pupil', recordedBy }));
}
