import type { ApiClient } from './client.js';
import { next, type School } from './factories.js';

/** The body of a valid group: a tutor group. */
export function groupBody(
  school: Pick<School, 'id'>,
  members: Record<string, unknown> = {},
): Record<string, unknown> {
  return { schoolId: school.id, name: `Group ${next()}`, kind: 'registration', ...members };
}

/** Adds a group. */
export function makeGroup(
  api: ApiClient,
  school: Pick<School, 'id'>,
  members: Record<string, unknown> = {},
): Promise<{ id: string }> {
  return api.expect(api.post('/api/v1/groups', groupBody(school, members)));
}

/** Puts a pupil into a group, from long ago and for good where nothing else is said. */
export function putInto(
  api: ApiClient,
  group: { readonly id: string },
  pupil: { readonly id: string },
  members: Record<string, unknown> = {},
): Promise<{ id: string; startDate: string; endDate: string | null; version: number }> {
  const body = { pupilId: pupil.id, startDate: '2025-09-01', ...members };
  return api.expect(api.post(`/api/v1/groups/${group.id}/members`, body));
}

/** Lets a member of staff teach a group, from long ago and for good where nothing else is said. */
export function letTeach(
  api: ApiClient,
  group: { readonly id: string },
  staffId: string,
  members: Record<string, unknown> = {},
): Promise<{ id: string }> {
  const body = { staffId, startDate: '2025-09-01', ...members };
  return api.expect(api.post(`/api/v1/groups/${group.id}/teachers`, body));
}

/** The body of a valid calendar of 2026/27. */
export function academicYearBody(
  school: Pick<School, 'id'>,
  members: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    schoolId: school.id,
    name: '2026/27',
    startDate: '2026-09-01',
    endDate: '2027-08-31',
    terms: [
      { name: 'Autumn', startDate: '2026-09-02', endDate: '2026-12-18' },
      { name: 'Spring', startDate: '2027-01-04', endDate: '2027-03-25' },
    ],
    nonSchoolDays: [
      { kind: 'inset', startDate: '2026-09-02', endDate: '2026-09-02' },
      { kind: 'half-term', name: 'Autumn half-term', startDate: '2026-10-26', endDate: '2026-10-30' },
    ],
    ...members,
  };
}

/** The body of a valid contact. */
export function contactBody(
  pupil: { readonly id: string },
  members: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    pupilId: pupil.id,
    name: `Contact ${next()}`,
    relationship: 'mother',
    parentalResponsibility: true,
    mayBeContacted: true,
    priority: 1,
    phone: '01632 960123',
    ...members,
  };
}
