import { type Allocation, allocationBody, type AllocationRow, recommended, rowsOf } from './allocations.js';
import type { ApiClient, Problem } from './client.js';
import { allOf } from './evaluations.js';
import { makePupil, makeSchool, makeStaff, type School } from './factories.js';
import { EHC_MEMBERS, planBody } from './plan-factories.js';
import type { TestServer } from './server.js';

const PATH = '/api/v1/allocations';

/** What the suites about allocations do, each on its own server: `at` says which, as it may be started again. */
export function allocationSteps(at: () => { readonly server: TestServer; readonly api: ApiClient }) {
  /** A school with pupils of these years, and a SENCo. */
  async function world<const N extends string>(years: Readonly<Record<N, string>>) {
    const school = await makeSchool(at().api);
    const pupils = await recommended(at().api, school, years);
    const senco = await makeStaff(at().server, at().api, school);
    const names = new Map(Object.entries<{ id: string }>(pupils).map(([name, { id }]) => [id, name as N]));
    const named = (rows: readonly AllocationRow[]) => rows.map((it) => names.get(it.pupilId)!);
    return { school, pupils, senco, named };
  }

  const ask = (school: School, members: Record<string, unknown> = {}, client = at().api) =>
    client.post<Allocation & Problem>(PATH, allocationBody(school, members));
  const asked = async (school: School, members: Record<string, unknown> = {}) => {
    const allocation = await at().api.expect(ask(school, members));
    return { allocation, rows: await rowsOf(at().api, allocation) };
  };
  const confirm = (client: ApiClient, { id }: { id: string }, body: unknown) =>
    client.post<Allocation & Problem>(`${PATH}/${id}/confirmation`, body);
  const interventionsOf = (school: School) =>
    allOf<{ id: string; pupilId: string; provisionId: string | null; recommendationId: string }>(
      at().api,
      `/api/v1/interventions?schoolId=${school.id}`,
    );
  const openOf = async (school: School) => {
    const path = `/api/v1/recommendations?schoolId=${school.id}&status=open`;
    return (await allOf<{ pupilId: string; wave: number }>(at().api, path)).filter((it) => it.wave > 1);
  };

  /** Asks that nothing of an allocation was taken. */
  async function expectNothing(school: School, allocation: { id: string }, open: number) {
    expect(await interventionsOf(school)).toEqual([]);
    expect(await openOf(school)).toHaveLength(open);
    expect(await at().api.expect(at().api.get<Allocation>(`${PATH}/${allocation.id}`))).toMatchObject({
      status: 'open',
      confirmedBy: null,
    });
  }

  /** An ordinary place of somebody without a recommendation. */
  async function takePlace({ id: provisionId }: { id: string }, school: School, deciderStaffId: string) {
    const { id: pupilId } = await makePupil(at().api, school, { enrolment: undefined });
    const body = { pupilId, provisionId, status: 'agreed', reason: 'Asked for', deciderStaffId };
    const { status, body: made } = await at().api.post<{ id: string }>('/api/v1/interventions', body);
    return { status, id: made.id };
  }

  /** An EHC plan that specifies a kind of provision. */
  async function specify(pupil: { id: string }, provisionTypeKey: string, senco: { staffId: string }) {
    const spell = { kind: 'sen', value: 'E', startDate: '2025-09-01' };
    await at().api.expect(at().api.post(`/api/v1/pupils/${pupil.id}/characteristics`, spell));
    const open = { status: 'open', coordinatorStaffId: senco.staffId };
    const plan = await at().api.expect(
      at().api.post<{ id: string }>('/api/v1/plans', planBody(pupil, { ...EHC_MEMBERS, ...open })),
    );
    const item = { what: 'A group of three', provisionTypeKey };
    expect(await at().api.post(`/api/v1/plans/${plan.id}/items`, item)).toMatchObject({
      status: 201,
      body: { provisionTypeKey },
    });
    const none = await at().api.post<Problem>(`/api/v1/plans/${plan.id}/items`, {
      ...item,
      provisionTypeKey: 'none',
    });
    expect(none.body.errors).toMatchObject([
      { pointer: '/provisionTypeKey', code: 'unknown-provision-type' },
    ]);
  }

  return { world, ask, asked, confirm, interventionsOf, openOf, expectNothing, takePlace, specify };
}
