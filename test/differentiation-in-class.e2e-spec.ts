import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  ask,
  type Decision,
  decideOn,
  type Differentiation,
  type DifferentiationPlugin,
  enableDifferentiation,
  installDifferentiation,
  policyOf,
  type Round,
  score,
  type SuggestedGroup,
} from './support/differentiation.js';
import { allOf } from './support/evaluations.js';
import { makePupil, makeSchool, makeStaff } from './support/factories.js';
import { packGuide } from './support/guide-plugins.js';
import { letTeach, makeGroup, putInto } from './support/people-factories.js';
import { packageForm } from './support/plugin-packages.js';
import { readAllChanges } from './support/read-changes.js';
import { startServer, type TestServer } from './support/server.js';

interface Row {
  readonly id: string;
}

/** Packed once for both databases. */
let guide: Promise<Buffer>;
beforeAll(async () => {
  guide = packGuide('docs/plugin-authors/differentiation-policies.md');
  await guide;
});

const REFUSED = { status: 403, body: { code: 'sensitive-refused' } };
const WHAT = ['outcome', 'tier', 'strategies', 'scaffolds', 'reviewBy', 'standing'];
const WHY = ['rule', 'reason', 'evidence', 'missing', 'notEvaluated', 'detail', 'inputDigest'];
const EAL = { strategies: ['Teach the key words first.'], scaffolds: ['A glossary.'] };

const membersOf = (row: object, of: readonly string[]) => of.filter((it) => it in row);

describe.each(DATABASES)('differentiation in class, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    await installDifferentiation(api);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  /** A class of Ada, new to English, and Bo, who is not; both below 10. Its teacher teaches no other. */
  async function classWith(...plugins: DifferentiationPlugin[]) {
    const school = await makeSchool(api);
    for (const it of plugins) await enableDifferentiation(api, school, it);
    const group = await makeGroup(api, school, { kind: 'teaching', subject: 'mathematics' });
    const [ada, bo] = [await makePupil(api, school), await makePupil(api, school)];
    for (const it of [ada, bo]) {
      await putInto(api, group, it);
      await score(api, it, 6);
    }
    for (const [kind, value] of [
      ['firstLanguage', 'PNJ'],
      ['englishProficiency', 'A'],
    ]) {
      const path = `/api/v1/pupils/${ada.id}/characteristics`;
      await api.expect(api.post(path, { kind, value, startDate: '2025-09-01' }));
    }
    const teacher = await makeStaff(server, api, school, ['teacher']);
    await letTeach(api, group, teacher.staffId);
    const { api: senco } = await makeStaff(server, api, school);
    return { school, group, ada, bo, teacher: teacher.api, teacherId: teacher.staffId, senco };
  }

  const roundBy = async (client: ApiClient, group: Row, body: Record<string, unknown> = {}) => {
    const made = await ask(client, group, body);
    expect([made.status, made.body.errors]).toEqual([201, undefined]);
    return made.body;
  };
  const rowsOf = (client: ApiClient, round: Row, query = '') =>
    allOf<Differentiation>(client, `/api/v1/differentiations?differentiationRoundId=${round.id}${query}`);
  const rowOf = async (client: ApiClient, round: Row, pupil: Row) =>
    (await rowsOf(client, round, `&pupilId=${pupil.id}`))[0]!;
  const current = (client: ApiClient, group: Row) =>
    allOf<Decision>(client, `/api/v1/groups/${group.id}/differentiation?sort=id`);
  const suggestedIn = (client: ApiClient, round: Row) =>
    allOf<SuggestedGroup>(client, `/api/v1/suggested-groups?differentiationRoundId=${round.id}`);
  const readsOf = async (school: Row, pupil: Row) =>
    (
      await allOf(
        api,
        `/api/v1/audit-events?schoolId=${school.id}&action=sensitive.read&resourceId=${pupil.id}`,
      )
    ).length;

  it('a teacher asks about the group taught today, decides, and teaches from what was decided', async () => {
    const { school, group, ada, bo, teacher, teacherId } = await classWith('@test/tiers');
    const round = await roundBy(teacher, group);
    expect(round).toMatchObject({ pupils: 2, statuses: { open: 2 } });
    const row = await rowOf(teacher, round, ada);
    const decided = await teacher.expect(decideOn(teacher, row, { outcome: 'accept' }));
    expect(decided).toMatchObject({ tier: 'support', staffId: teacherId });
    const path = `/api/v1/groups/${group.id}/differentiation?expand=pupil`;
    const { data } = await teacher.expect(teacher.get<Page<Decision & { pupil: Row }>>(path));
    expect(data).toMatchObject([{ id: decided.id, tier: 'support', pupil: { id: ada.id } }]);
    expect(await rowOf(teacher, round, bo)).toMatchObject({ status: 'open' });

    const other = await makeStaff(server, api, school, ['teacher']);
    expect((await ask(other.api, group)).status).toBe(404);
    expect(await rowsOf(other.api, round)).toEqual([]);
    expect(await current(other.api, group)).toEqual([]);
    expect(await suggestedIn(other.api, round)).toEqual([]);
    const seen = await other.api.expect(other.api.get<Round>(`/api/v1/differentiation-rounds/${round.id}`));
    expect(seen).toMatchObject({ pupils: 0, statuses: { open: 0, accepted: 0 } });
    expect((await decideOn(other.api, row, { outcome: 'decline', reason: 'So' }, '*')).status).toBe(404);
  });

  it('a teacher of one of the pupils sees of a round this pupil alone', async () => {
    const { school, group, ada, teacher: asks } = await classWith('@test/tiers');
    const round = await roundBy(asks, group);
    const second = await makeGroup(api, school);
    await putInto(api, second, ada);
    const { api: other, staffId } = await makeStaff(server, api, school, ['teacher']);
    await letTeach(api, second, staffId);
    expect((await rowsOf(other, round)).map((it) => it.pupilId)).toEqual([ada.id]);
    const [suggested] = await suggestedIn(other, round);
    expect(suggested!.pupilIds).toEqual([ada.id]);
    expect(await other.expect(other.get(`/api/v1/differentiation-rounds/${round.id}`))).toMatchObject({
      ...{ pupils: 1, policies: [{ counts: { differentiate: 1 } }] },
    });
    expect((await ask(other, group)).status).toBe(404);
  });

  it('shows who teaches the pupil what to do, and why with sensitive:read alone', async () => {
    const { school, group, ada, bo, teacher, senco } = await classWith('@test/language', '@test/tiers');
    const round = await roundBy(teacher, group);
    expect(round.policies.map((it) => [it.sensitive, 'counts' in it])).toEqual([
      [true, false],
      [false, true],
    ]);
    const before = await readsOf(school, ada);
    const full = await rowOf(senco, round, ada);
    expect(full.answers[0]).toMatchObject({ sensitive: true, reason: 'New to English (A).', ...EAL });
    expect(await readsOf(school, ada)).toBe(before + 1);

    const taught = await rowOf(teacher, round, ada);
    expect(taught).toMatchObject({ status: 'open', outcome: 'differentiate', sensitive: true });
    const [language, tiers] = taught.answers;
    expect([membersOf(language!, WHAT), membersOf(language!, WHY)]).toEqual([WHAT, []]);
    expect(language).toMatchObject({ tier: null, ...EAL });
    expect(tiers).toEqual(full.answers[1]);
    // That a teacher was shown what may tell of it is on record too.
    expect(await readsOf(school, ada)).toBe(before + 2);
    expect(JSON.stringify(taught)).not.toContain('New to English');

    // Of who is not new to English nothing is told, not even that.
    const ofBo = await rowOf(teacher, round, bo);
    expect([membersOf(ofBo.answers[0]!, WHAT), membersOf(ofBo.answers[0]!, WHY)]).toEqual([[], []]);

    const office = await makeStaff(server, api, school, ['administrator']);
    const seen = await rowOf(office.api, round, ada);
    expect(membersOf(seen, ['status', 'outcome', 'conflict'])).toEqual([]);
    expect(membersOf(seen.answers[0]!, [...WHAT, ...WHY])).toEqual([]);
    expect(seen.answers[1]).toEqual(full.answers[1]);
    const filtered = (client: ApiClient, query: string) =>
      client.get<Problem>(`/api/v1/differentiations?differentiationRoundId=${round.id}&${query}`);
    for (const it of ['outcome=differentiate', 'status=open', 'conflict=false']) {
      expect(await filtered(office.api, it)).toMatchObject(REFUSED);
      expect((await filtered(teacher, it)).status).toBe(200);
    }
    expect(await filtered(teacher, 'outcome=notApplicable')).toMatchObject(REFUSED);
    expect((await filtered(senco, 'outcome=notApplicable')).status).toBe(200);
  });

  it('on sensitive inputs is accepted by who reads the reasons; who teaches may adjust', async () => {
    const { school, group, ada, teacher, teacherId, senco } = await classWith('@test/language');
    const round = await roundBy(teacher, group);
    const row = await rowOf(teacher, round, ada);
    expect(await decideOn(teacher, row, { outcome: 'accept' })).toMatchObject(REFUSED);
    expect(await decideOn(teacher, row, { outcome: 'decline', reason: 'So' })).toMatchObject(REFUSED);
    const other = await makeStaff(server, api, school, ['teacher', 'administrator']);
    const change = { outcome: 'adjust', scaffolds: ['A picture glossary.'], reason: 'Reads pictures well' };
    expect(await decideOn(other.api, row, change)).toMatchObject(REFUSED);
    const adjusted = await teacher.expect(decideOn(teacher, row, change));
    expect(adjusted).toMatchObject({
      strategies: EAL.strategies,
      scaffolds: change.scaffolds,
      sensitive: true,
    });
    expect(await current(teacher, group)).toEqual([adjusted]);

    const decided = await senco.expect(decideOn(senco, row, { outcome: 'accept', reason: 'EAL, level A' }));
    const [shown] = await current(teacher, group);
    expect(shown).toMatchObject({ id: decided.id, ...EAL, sensitive: true });
    expect(shown).not.toHaveProperty('reason');
    const [hidden] = await current(other.api, group);
    expect(membersOf(hidden!, ['outcome', 'tier', 'strategies', 'scaffolds', 'reason', 'policies'])).toEqual(
      [],
    );
    expect((await current(senco, group))[0]).toEqual(decided);
    const decisions = await allOf<Decision>(teacher, `/api/v1/differentiations/${row.id}/decisions?sort=id`);
    expect(decisions.map((it) => [it.staffId === teacherId, it.reason])).toEqual([
      [true, 'Reads pictures well'],
      [false, undefined],
    ]);
  });

  it('suggests groups within the capacity, of which a person makes one', async () => {
    const { school, group, ada, bo, teacher, teacherId } = await classWith('@test/tiers');
    const third = await makePupil(api, school);
    await putInto(api, group, third);
    await score(api, third, 5);
    const round = await roundBy(teacher, group, { groupCapacity: 2 });
    const suggested = await suggestedIn(teacher, round);
    expect(suggested.map((it) => it.pupilIds!.length).sort()).toEqual([1, 2]);
    expect(suggested.flatMap((it) => it.pupilIds!).sort()).toEqual([ada.id, bo.id, third.id].sort());
    const two = suggested.find((it) => it.pupilIds!.length === 2)!;
    expect(two).toMatchObject({ title: 'Below 10', reason: 'Each is below 10.', status: 'open' });
    const groupsOf = () => allOf<Row>(api, `/api/v1/groups?schoolId=${school.id}`);
    expect(await groupsOf()).toHaveLength(1);

    const path = `/api/v1/suggested-groups/${two.id}/group`;
    const name = 'Mathematics, Tuesdays';
    const refused = [
      [await api.post<Problem>(path, { name }), 403, 'staff-required'],
      [await teacher.post<Problem>(path, {}), 400, 'validation-failed'],
      [await teacher.post<Problem>(path, { name, pupilIds: [] }), 400, 'validation-failed'],
    ] as const;
    for (const [answer, status, code] of refused)
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    const outside = [ada, bo, third].find((it) => !two.pupilIds!.includes(it.id))!;
    expect(await teacher.post(path, { name, pupilIds: [outside.id] })).toMatchObject({
      body: { errors: [{ pointer: '/pupilIds/0', code: 'unknown-pupil' }] },
    });
    expect(await groupsOf()).toHaveLength(1);

    const body = { name, startDate: '2026-01-12' };
    const made = await Promise.all([teacher.post<Row>(path, body), teacher.post<Row>(path, body)]);
    expect(made.map((it) => it.status).sort()).toEqual([201, 409]);
    const { body: own, headers } = made.find((it) => it.status === 201)!;
    expect(own).toMatchObject({ name, kind: 'intervention', subject: 'mathematics' });
    expect(headers.get('location')).toBe(`/api/v1/groups/${own.id}`);
    expect(await groupsOf()).toHaveLength(2);
    const members = await allOf<Row & { pupilId: string }>(api, `/api/v1/groups/${own.id}/members?`);
    expect(members.map((it) => it.pupilId).sort()).toEqual(two.pupilIds);
    expect(await teacher.expect(teacher.get(`/api/v1/suggested-groups/${two.id}`))).toMatchObject({
      ...{ status: 'made', madeGroupId: own.id, madeByStaffId: teacherId },
    });

    const one = suggested.find((it) => it !== two)!;
    const some = { name: 'By itself', kind: 'teaching', pupilIds: one.pupilIds };
    expect((await teacher.post(`/api/v1/suggested-groups/${one.id}/group`, some)).status).toBe(201);
  });

  it('by the policy of the guide, as it stands there', async () => {
    const { school, group, ada, teacher } = await classWith();
    await api.expect(api.post('/api/v1/plugins', packageForm(await guide)));
    const grants = ['results:mathematics'];
    const body = { version: '1.0.0', enabled: true, grants, settings: {} };
    const path = `/api/v1/schools/${school.id}/plugins/${encodeURIComponent('@example/tiers')}`;
    await api.expect(api.send('PUT', path, { body }));
    const third = await makePupil(api, school);
    await putInto(api, group, third);
    await score(api, third, 15);
    const round = await roundBy(teacher, group, { groupCapacity: 2, asOf: '2026-01-12' });
    expect(await rowOf(teacher, round, ada)).toMatchObject({
      answers: [{ tier: 'support', reason: '6 on 2026-01-09, below 10.', reviewBy: '2026-02-23' }],
    });
    expect(await rowOf(teacher, round, third)).toMatchObject({ answers: [{ tier: 'stretch' }] });
    expect((await suggestedIn(teacher, round)).map((it) => it.pupilIds!.length)).toEqual([2]);
  });

  it('suggests on sensitive inputs to who reads why', async () => {
    const { school, group, ada, teacher, senco } = await classWith('@test/language');
    const round = await roundBy(senco, group);
    const [seen] = await suggestedIn(teacher, round);
    expect(membersOf(seen!, ['title', 'reason', 'pupilIds'])).toEqual([]);
    const path = `/api/v1/suggested-groups/${seen!.id}`;
    expect(await teacher.post(`${path}/group`, { name: 'Words' })).toMatchObject(REFUSED);
    const before = await readsOf(school, ada);
    expect(await senco.expect(senco.get(path))).toMatchObject({
      title: 'New to English',
      pupilIds: [ada.id],
    });
    expect(await readsOf(school, ada)).toBe(before + 1);
    expect((await senco.post(`${path}/group`, { name: 'Words' })).status).toBe(201);
  });

  it('stands in the timeline, the change feed and what is held on a pupil, and is erased with it', async () => {
    const { school, group, ada, bo, teacher, senco } = await classWith('@test/language', '@test/tiers');
    const round = await roundBy(senco, group);
    const row = await rowOf(senco, round, ada);
    const decided = await senco.expect(decideOn(senco, row, { outcome: 'accept', reason: 'As EAL' }));
    const told = async (client: ApiClient) => {
      const path = `/api/v1/pupils/${ada.id}/timeline?kinds=differentiation,differentiation-decision`;
      const { data } = await client.expect(
        client.get<Page<{ kind: string; detail: Record<string, unknown> }>>(path),
      );
      return Object.fromEntries(data.map((it) => [it.kind, it.detail]));
    };
    expect(await told(senco)).toMatchObject({
      differentiation: { subject: 'mathematics', status: 'accepted', sensitive: true },
      'differentiation-decision': { outcome: 'accept', reason: 'As EAL', ...{ tier: 'support' } },
    });
    const hidden = await told(teacher);
    expect(membersOf(hidden['differentiation']!, ['status', 'conflict'])).toEqual([]);
    expect(membersOf(hidden['differentiation-decision']!, ['tier', 'reason', 'strategies'])).toEqual([]);

    const changes = await readAllChanges(api, school);
    const resources = (id: string) => changes.filter((it) => it.resourceId === id).map((it) => it.resource);
    expect(new Set(resources(row.id))).toEqual(new Set(['differentiations']));
    expect(resources(decided.id)).toEqual(['differentiation-decisions']);
    expect(resources(round.id)).toEqual(['differentiation-rounds']);

    const { api: leader } = await makeStaff(server, api, school, ['leader']);
    const { body: held } = await leader.get<{
      sections: { resource: string; records: { values: object }[] }[];
    }>(`/api/v1/pupils/${ada.id}/subject-access`);
    const section = (name: string) => held.sections.find((it) => it.resource === name)?.records ?? [];
    expect(section('differentiation-answer').map((it) => it.values)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ plugin: '@test/language', subject: 'mathematics', inputs: ['language'] }),
      ]),
    );
    expect(section('differentiation-decisions')).toMatchObject([{ values: { reason: 'As EAL' } }]);
    expect(section('suggested-group-pupil').map((it) => it.values)).toEqual(
      expect.arrayContaining([expect.objectContaining({ title: 'New to English' })]),
    );

    const erasure = { ground: 'other', reason: 'Example' };
    await leader.expect(leader.post(`/api/v1/pupils/${ada.id}/erasure`, erasure));
    expect((await rowsOf(senco, round)).map((it) => it.pupilId)).toEqual([bo.id]);
    expect((await suggestedIn(senco, round)).flatMap((it) => it.pupilIds)).toEqual([bo.id]);
    expect(await current(senco, group)).toEqual([]);
    expect(await senco.expect(senco.get(`/api/v1/differentiation-rounds/${round.id}`))).toMatchObject({
      pupils: 1,
    });
    // What is left can be decided on.
    const left = await rowOf(senco, round, bo);
    const whose = { outcome: 'accept', policies: [policyOf('@test/tiers')] };
    expect((await decideOn(senco, left, whose)).status).toBe(201);
  });
});
