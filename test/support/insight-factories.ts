import type { ApiClient } from './client.js';
import { makeSchool, pupilBody, resultBody, type School } from './factories.js';

/** One pupil as a test speaks of them. */
export interface CohortPupil {
  readonly name: string;
  readonly sex?: 'F' | 'M';
  readonly ncYear?: string;
  /** Kinds of characteristics → their values, since 1 September 2025. */
  readonly characteristics?: Readonly<Record<string, string>>;
  /** Grade from 0 to 20 in mathematics. */
  readonly grade?: number;
}

/** A school with pupils, by the names that the test gave them. */
export interface Cohort {
  readonly school: School;
  readonly ids: ReadonlyMap<string, string>;
}

interface BatchAnswer {
  readonly outcomes: { readonly status: number; readonly id: string }[];
}

/** Adds a school with these pupils and their grades on a day. */
export async function makeCohort(
  admin: ApiClient,
  pupils: readonly CohortPupil[],
  date = '2026-04-10',
): Promise<Cohort> {
  const cohort = { school: await makeSchool(admin), ids: new Map<string, string>() };
  await joinCohort(admin, cohort, pupils, date);
  return cohort;
}

/** Adds pupils to a cohort. */
export async function joinCohort(
  admin: ApiClient,
  cohort: { readonly school: School; readonly ids: Map<string, string> },
  pupils: readonly CohortPupil[],
  date: string,
): Promise<void> {
  const bodies = pupils.map(({ sex = 'F', ncYear = '7' }) =>
    pupilBody(cohort.school, { sex, enrolment: { ncYear, status: 'C', entryDate: '2025-09-01' } }),
  );
  const { outcomes } = await batch(admin, 'pupils', bodies);
  pupils.forEach((it, i) => cohort.ids.set(it.name, outcomes[i]!.id));
  for (const { name, characteristics = {} } of pupils) {
    for (const [kind, value] of Object.entries(characteristics)) {
      const path = `/api/v1/pupils/${cohort.ids.get(name)!}/characteristics`;
      await admin.expect(admin.post(path, { kind, value, startDate: '2025-09-01' }));
    }
  }
  await grade(
    admin,
    cohort,
    new Map(pupils.flatMap((it) => (it.grade === undefined ? [] : [[it.name, it.grade]]))),
    date,
  );
}

/** Adds grades in mathematics on a day. */
export async function grade(
  admin: ApiClient,
  { ids }: Pick<Cohort, 'ids'>,
  grades: ReadonlyMap<string, number>,
  date: string,
): Promise<void> {
  const bodies = [...grades].map(([name, value]) => resultBody({ id: ids.get(name)! }, { value, date }));
  if (bodies.length > 0) await batch(admin, 'results', bodies);
}

/** Releases the figures of a day, which becomes an assessment point where it is none. */
export async function release(
  api: ApiClient,
  { school }: Pick<Cohort, 'school'>,
  date: string,
): Promise<{ id: string; number: number; assessmentPointId: string; heldCells: number }> {
  const { data } = await api.expect(
    api.get<{ data: { id: string }[] }>(
      `/api/v1/assessment-points?schoolId=${school.id}&dateFrom=${date}&dateTo=${date}`,
    ),
  );
  const point =
    data[0] ??
    (await api.expect(
      api.post<{ id: string }>('/api/v1/assessment-points', {
        schoolId: school.id,
        name: `Point ${date}`,
        date,
      }),
    ));
  return api.expect(
    api.post('/api/v1/insights/releases', { schoolId: school.id, assessmentPointId: point.id }),
  );
}

async function batch(admin: ApiClient, resource: string, items: readonly unknown[]): Promise<BatchAnswer> {
  const answer = await admin.expect(
    admin.post<BatchAnswer>(`/api/v1/${resource}:batch?atomic=true`, { items }),
  );
  const refused = answer.outcomes.filter((it) => it.status >= 300);
  if (refused.length > 0) throw new Error(JSON.stringify(refused.slice(0, 3)));
  return answer;
}
