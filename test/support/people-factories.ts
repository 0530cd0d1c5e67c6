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
