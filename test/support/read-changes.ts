import type { ApiClient } from './client.js';
import type { School } from './factories.js';

/** A change of the change feed. */
export interface Change {
  readonly version: number;
  readonly at: string;
  readonly resource: string;
  readonly resourceId: string;
  readonly operation: string;
  readonly naturalKey: Record<string, unknown> | null;
}

/** Changes after a version, with where to go on. */
export interface Changes {
  readonly data: Change[];
  readonly next: number;
  readonly more: boolean;
}

/** One page of a school's changes. */
export function readChanges(
  api: ApiClient,
  school: Pick<School, 'id'>,
  since = 0,
  limit = 500,
): Promise<Changes> {
  const path = `/api/v1/schools/${school.id}/changes?since=${since}&limit=${limit}`;
  return api.expect(api.get<Changes>(path));
}

/** Every change of a school, page by page. */
export async function readAllChanges(api: ApiClient, school: Pick<School, 'id'>): Promise<Change[]> {
  const all: Change[] = [];
  for (let since = 0; ;) {
    const { data, next, more } = await readChanges(api, school, since);
    all.push(...data);
    since = next;
    if (!more) return all;
  }
}
