import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makePupil, makeSchool, makeStaff, next, type School } from './support/factories.js';
import { groupBody, letTeach, makeGroup, putInto } from './support/people-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Group {
  id: string;
  name: string;
  kind: string;
  subject: string | null;
  version: number;
}
interface Spell {
  id: string;
  groupId: string;
  pupilId: string;
  startDate: string;
  endDate: string | null;
  version: number;
  pupil?: { legalSurname: string };
}
interface BatchAnswer {
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  outcomes: { status: number; id?: string; code?: string; errors?: { code: string }[] }[];
}

describe.each(DATABASES)('groups on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const faultOf = ({ errors }: Problem) => errors?.map((it) => `${it.pointer} ${it.code}`);
  const inGroup = async (group: { id: string }, asOf?: string) => {
    const path = `/api/v1/groups/${group.id}/members${asOf ? `?asOf=${asOf}` : ''}`;
    return (await api.expect(api.get<Page<Spell>>(path))).data.map((it) => it.pupilId);
  };
  const groupsOf = async (query: string) =>
    (await api.expect(api.get<Page<Group>>(`/api/v1/groups?${query}`))).data.map((it) => it.id);
  const enter = (group: { id: string }, body: Record<string, unknown>) =>
    api.post<Spell & Problem>(`/api/v1/groups/${group.id}/members`, body);

  it('a group that was added reads back the same, and its name and subject change', async () => {
    const body = groupBody(school, { kind: 'teaching', subject: 'mathematics', name: '7x/Ma2' });
    const made = await api.post<Group>('/api/v1/groups', body);
    expect(made).toMatchObject({
      status: 201,
      body: { schoolId: school.id, name: '7x/Ma2', kind: 'teaching', subject: 'mathematics', source: null },
    });
    const path = made.headers.get('location')!;
    expect((await api.get(path)).body).toEqual(made.body);
    const patched = await api.patch<Group>(path, { name: '7x/En1', subject: 'english' });
    expect(patched.body).toMatchObject({ name: '7x/En1', subject: 'english', kind: 'teaching' });
  });

  it.each([
    ['a teaching group without a subject', { kind: 'teaching' }, '/subject subject-missing'],
    ['a registration group with one', { subject: 'mathematics' }, '/subject subject-given'],
    ['a subject that nobody knows', { kind: 'teaching', subject: 'alchemy' }, '/subject unknown-subject'],
    [
      'an academic year that nobody knows',
      { academicYearId: '01900000-0000-7000-8000-00000000dead' },
      '/academicYearId unknown-academic-year',
    ],
  ])('%s is refused', async (_case, members, fault) => {
    const { status, body } = await api.post<Problem>('/api/v1/groups', groupBody(school, members));
    expect([status, faultOf(body)]).toEqual([400, [fault]]);
  });

  it('a class is who was in it on a date, first and last days included', async () => {
    const group = await makeGroup(api, school);
    const [left, stays, later] = [
      await makePupil(api, school),
      await makePupil(api, school),
      await makePupil(api, school),
    ];
    await putInto(api, group, left, { startDate: '2025-09-01', endDate: '2025-12-19' });
    await putInto(api, group, stays, { startDate: '2025-09-01' });
    await putInto(api, group, later, { startDate: '2026-01-05' });
    expect(await inGroup(group, '2025-08-31')).toEqual([]);
    expect(await inGroup(group, '2025-09-01')).toEqual([left.id, stays.id]);
    expect(await inGroup(group, '2025-12-19')).toEqual([left.id, stays.id]);
    expect(await inGroup(group, '2025-12-20')).toEqual([stays.id]);
    expect(await inGroup(group, '2026-01-05')).toEqual([stays.id, later.id]);
    expect(await inGroup(group)).toEqual([left.id, stays.id, later.id]);
    const path = `/api/v1/groups/${group.id}/members?asOf=2025-12-20&expand=pupil`;
    const { data } = await api.expect(api.get<Page<Spell>>(path));
    expect(data.map((it) => it.pupil?.legalSurname)).toEqual([expect.stringMatching(/^Surname/)]);
  });

  it('a pupil who moves keeps both spells, from one call', async () => {
    const [from, to] = [await makeGroup(api, school), await makeGroup(api, school)];
    const pupil = await makePupil(api, school);
    const before = await putInto(api, from, pupil, { startDate: '2025-09-01' });
    const moved = await enter(to, { pupilId: pupil.id, startDate: '2026-01-12', movedFrom: from.id });
    expect(moved).toMatchObject({
      status: 201,
      body: { groupId: to.id, startDate: '2026-01-12', endDate: null },
    });
    const old = await api.get<Spell>(`/api/v1/group-members/${before.id}`);
    expect(old.body).toMatchObject({ groupId: from.id, startDate: '2025-09-01', endDate: '2026-01-11' });
    expect(await groupsOf(`pupilId=${pupil.id}&asOf=2026-01-11`)).toEqual([from.id]);
    expect(await groupsOf(`pupilId=${pupil.id}&asOf=2026-01-12`)).toEqual([to.id]);
    expect((await groupsOf(`pupilId=${pupil.id}`)).sort()).toEqual([from.id, to.id].sort());
  });

  it('a move from a group that the pupil was not in changes nothing', async () => {
    const [from, to] = [await makeGroup(api, school), await makeGroup(api, school)];
    const pupil = await makePupil(api, school);
    const spell = await putInto(api, from, pupil, { startDate: '2026-01-12' });
    const body = { pupilId: pupil.id, startDate: '2026-01-12', movedFrom: from.id };
    const refused = await enter(to, body);
    expect([refused.status, faultOf(refused.body)]).toEqual([400, ['/movedFrom not-in-group']]);
    const { id } = await makeGroup(api, await makeSchool(api));
    const foreign = await enter(to, { ...body, movedFrom: id });
    expect(faultOf(foreign.body)).toEqual(['/movedFrom unknown-group']);
    expect((await api.get<Spell>(`/api/v1/group-members/${spell.id}`)).body).toEqual(spell);
  });

  it('spells in one group do not overlap; a pupil has one registration group a day and many teaching groups', async () => {
    const [tutor, other] = [await makeGroup(api, school), await makeGroup(api, school)];
    const teaching = { kind: 'teaching', subject: 'mathematics' };
    const [maths, english] = [await makeGroup(api, school, teaching), await makeGroup(api, school, teaching)];
    const pupil = await makePupil(api, school);
    await putInto(api, tutor, pupil, { startDate: '2025-09-01' });
    await putInto(api, maths, pupil, { startDate: '2025-09-01' });
    await putInto(api, english, pupil, { startDate: '2025-09-01' });
    const again = await enter(maths, { pupilId: pupil.id, startDate: '2026-01-01' });
    expect(faultOf(again.body)).toEqual(['/startDate spells-overlap']);
    const second = await enter(other, { pupilId: pupil.id, startDate: '2026-01-01' });
    expect(faultOf(second.body)).toEqual(['/startDate second-registration-group']);
  });

  it('of two who register a pupil in two groups at once one is told', async () => {
    const pupil = await makePupil(api, school);
    const groups = await Promise.all(Array.from({ length: 4 }, () => makeGroup(api, school)));
    const answers = await Promise.all(
      groups.map((it) => enter(it, { pupilId: pupil.id, startDate: '2026-09-01' })),
    );
    expect(answers.map((it) => it.status).sort()).toEqual([201, 400, 400, 400]);
    expect(await groupsOf(`pupilId=${pupil.id}`)).toHaveLength(1);
  });

  it('the dates of a spell change, unless they would overlap', async () => {
    const group = await makeGroup(api, school);
    const pupil = await makePupil(api, school);
    await putInto(api, group, pupil, { startDate: '2025-09-01', endDate: '2025-12-19' });
    const spell = await putInto(api, group, pupil, { startDate: '2026-01-05' });
    const path = `/api/v1/group-members/${spell.id}`;
    const early = await api.patch<Problem>(path, { startDate: '2025-12-19' });
    expect([early.status, faultOf(early.body)]).toEqual([400, ['/startDate spells-overlap']]);
    const ended = await api.patch<Spell>(path, { endDate: '2026-03-27' });
    expect(ended.body).toMatchObject({ startDate: '2026-01-05', endDate: '2026-03-27' });
    const stale = await api.patch<Problem>(path, { endDate: null }, `"${spell.version}"`);
    expect(stale.status).toBe(412);
  });

  it('a sync of groups and members sent twice doubles nothing, and a moved pupil is told apart', async () => {
    const key = (id: string) => ({ system: 'mis', id: `${id}-${next()}` });
    const groups = [
      groupBody(school, { name: '7A', source: key('g') }),
      groupBody(school, { name: '7B', source: key('g') }),
    ];
    const syncGroups = () =>
      api.expect(api.post<BatchAnswer>('/api/v1/groups:batch?match=source', { items: groups }));
    const { created, outcomes } = await syncGroups();
    expect(created).toBe(2);
    expect(await syncGroups()).toMatchObject({ created: 0, unchanged: 2 });
    groups[1]!['name'] = '7C';
    expect(await syncGroups()).toMatchObject({ updated: 1, unchanged: 1 });
    const [a, b] = outcomes.map((it) => it.id!);
    const pupil = await makePupil(api, school);
    const first = { groupId: a, pupilId: pupil.id, startDate: '2025-09-01', source: key('m') };
    const sync = (items: unknown[]) =>
      api.expect(api.post<BatchAnswer>('/api/v1/group-members:batch?match=source', { items }));
    expect(await sync([first])).toMatchObject({ created: 1 });
    expect(await sync([first])).toMatchObject({ unchanged: 1 });
    const moved = [
      { ...first, endDate: '2026-01-09' },
      { groupId: b, pupilId: pupil.id, startDate: '2026-01-10', source: key('m') },
    ];
    expect(await sync(moved)).toMatchObject({ updated: 1, created: 1 });
    expect(await sync(moved)).toMatchObject({ unchanged: 2 });
    const wrong = [
      { ...first, pupilId: (await makePupil(api, school)).id },
      { ...first, source: undefined },
    ];
    expect((await sync(wrong)).outcomes.map((it) => it.code)).toEqual(['duplicate', 'validation-failed']);
  });

  it('a batch moves a class up, each pupil by one item, and with atomic all or none', async () => {
    const [old, fresh] = [await makeGroup(api, school), await makeGroup(api, school)];
    const pupils = [await makePupil(api, school), await makePupil(api, school)];
    for (const it of pupils) await putInto(api, old, it);
    const items = pupils.map((it) => ({
      groupId: fresh.id,
      pupilId: it.id,
      startDate: '2026-09-01',
      movedFrom: old.id,
    }));
    const path = '/api/v1/group-members:batch?atomic=true';
    const bad = { ...items[0], movedFrom: fresh.id, startDate: '2026-08-01' };
    const refused = await api.expect(api.post<BatchAnswer>(path, { items: [...items, bad] }));
    expect(refused.outcomes.map((it) => it.status)).toEqual([424, 424, 400]);
    expect(await inGroup(old, '2026-09-01')).toHaveLength(2);
    expect(await api.expect(api.post<BatchAnswer>(path, { items }))).toMatchObject({ created: 2 });
    expect([await inGroup(old, '2026-09-01'), (await inGroup(fresh, '2026-09-01')).length]).toEqual([[], 2]);
  });

  it('says who teaches a group, and which groups somebody taught on a date', async () => {
    const group = await makeGroup(api, school);
    const { staffId } = await makeStaff(server, api, school);
    await letTeach(api, group, staffId, { startDate: '2025-09-01', endDate: '2026-03-27' });
    const again = await api.post<Problem>(`/api/v1/groups/${group.id}/teachers`, {
      staffId,
      startDate: '2026-03-27',
    });
    expect([again.status, faultOf(again.body)]).toEqual([400, ['/startDate spells-overlap']]);
    expect(await groupsOf(`staffId=${staffId}&asOf=2026-03-27`)).toEqual([group.id]);
    expect(await groupsOf(`staffId=${staffId}&asOf=2026-03-28`)).toEqual([]);
    const elsewhere = await makeStaff(server, api, await makeSchool(api));
    const foreign = await api.post<Problem>(`/api/v1/groups/${group.id}/teachers`, {
      staffId: elsewhere.staffId,
      startDate: '2026-01-01',
    });
    expect([foreign.status, faultOf(foreign.body)]).toEqual([400, ['/staffId unknown-staff']]);
  });

  it('a group with spells is not removed, an empty one is', async () => {
    const group = await makeGroup(api, school);
    const spell = await putInto(api, group, await makePupil(api, school));
    const remove = (path: string) => api.send<Problem>('DELETE', path, { headers: { 'if-match': '*' } });
    expect((await remove(`/api/v1/groups/${group.id}`)).body.code).toBe('conflict');
    expect((await remove(`/api/v1/group-members/${spell.id}`)).status).toBe(204);
    expect((await remove(`/api/v1/groups/${group.id}`)).status).toBe(204);
    expect((await api.get(`/api/v1/groups/${group.id}`)).status).toBe(404);
  });

  it('a pupil in a group is not removed', async () => {
    const pupil = await makePupil(api, school, { enrolment: undefined });
    await putInto(api, await makeGroup(api, school), pupil);
    const removed = await api.send<Problem>('DELETE', `/api/v1/pupils/${pupil.id}`, {
      headers: { 'if-match': '*' },
    });
    expect([removed.status, removed.body.code]).toEqual([409, 'conflict']);
  });

  it('showing pupils beside their spells needs the scope for pupils', async () => {
    const group = await makeGroup(api, school);
    await putInto(api, group, await makePupil(api, school));
    const reader = await makeClient(server, api, ['groups:read'], null);
    const path = `/api/v1/groups/${group.id}/members`;
    expect((await reader.get(path)).status).toBe(200);
    expect((await reader.get<Problem>(`${path}?expand=pupil`)).body.code).toBe('scope-missing');
  });
});
