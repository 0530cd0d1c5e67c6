import { type Answer, type ApiClient, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { allOf } from './support/evaluations.js';
import {
  makePupil,
  makeSchool,
  makeStaff,
  next,
  provisionBody,
  provisionTypeBody,
  type School,
  targetBody,
} from './support/factories.js';
import { planBody } from './support/plan-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Row {
  readonly id: string;
  readonly status: string;
}
type Asked = Answer<Row & Problem>;

/** Two requests meet by chance, so each meeting is tried again with rows of its own. */
const ROUNDS = [1, 2, 3, 4, 5];

describe.each(DATABASES)('two who ask for different things at once, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: ApiClient;
  let senco: ApiClient;
  let staffId: string;
  let school: School;
  let provisionTypeId: string;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    admin = await signIn(server);
    school = await makeSchool(admin);
    ({ api: senco, staffId } = await makeStaff(server, admin, school));
    const kind = admin.post<Row>('/api/v1/provision-types', provisionTypeBody(school));
    provisionTypeId = (await admin.expect(kind)).id;
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  /** A change that takes the row as it is, so that only what is allowed decides between two. */
  const change = (path: string, body: Record<string, unknown>): Promise<Asked> =>
    senco.patch<Row & Problem>(`/api/v1/${path}`, body, '*');
  const add = (path: string, body: Record<string, unknown>): Promise<Asked> =>
    senco.post<Row & Problem>(`/api/v1/${path}`, body);
  const made = async (path: string, body: Record<string, unknown>) =>
    (await senco.expect(add(path, body))).id;

  /** One was done, and the other was told why not. */
  function expectOne(answers: readonly Asked[], codes: readonly string[]): void {
    const refused = answers.filter((it) => it.status >= 300);
    expect([answers.map((it) => it.status), refused.length]).toEqual([expect.anything(), answers.length - 1]);
    expect(refused.map((it) => it.status)).toEqual(refused.map(() => 409));
    for (const it of refused) expect(codes).toContain(it.body.code);
  }

  describe('a provision has its places', () => {
    const provision = (capacity: number) =>
      made('provisions', provisionBody(school, { provisionTypeId, capacity }));
    const propose = async (provisionId: string, members: Record<string, unknown> = {}) => {
      const { id: pupilId } = await makePupil(admin, school);
      return made('interventions', { pupilId, provisionId, reason: 'Below', ...members });
    };
    const agree = (id: string) => add(`interventions/${id}/transitions`, { to: 'agreed', reason: 'Agreed' });
    const held = async (provisionId: string) => {
      const rows = await allOf<Row & { provisionId: string }>(
        admin,
        `/api/v1/interventions?schoolId=${school.id}`,
      );
      return rows.filter((it) => it.provisionId === provisionId && it.status === 'agreed').length;
    };

    it('three places go to three of eight who are agreed at once', async () => {
      const id = await provision(3);
      const waiting = await Promise.all(Array.from({ length: 8 }, () => propose(id)));
      const answers = await Promise.all(waiting.map(agree));
      expect(answers.map((it) => it.status).sort()).toEqual([201, 201, 201, 409, 409, 409, 409, 409]);
      expect(await held(id)).toBe(3);
    });

    it.each(ROUNDS)('the last place is given, or taken away: %i', async () => {
      const id = await provision(2);
      await senco.expect(agree(await propose(id)));
      const waiting = await propose(id);
      expectOne(await Promise.all([agree(waiting), change(`provisions/${id}`, { capacity: 1 })]), [
        'conflict',
      ]);
      const { capacity } = await admin.expect(admin.get<{ capacity: number }>(`/api/v1/provisions/${id}`));
      expect(await held(id)).toBe(capacity);
    });

    it.each(ROUNDS)('one who comes later, and one who stays longer, do not meet: %i', async () => {
      const id = await provision(1);
      const first = await propose(id, { endDate: '2026-10-16' });
      await senco.expect(agree(first));
      const second = await propose(id, { startDate: '2026-10-17' });
      const longer = change(`interventions/${first}`, { endDate: '2026-11-20' });
      expectOne(await Promise.all([longer, agree(second)]), ['conflict']);
    });

    it.each(ROUNDS)('a place that a sync tells of and one that a person gives are one: %i', async () => {
      const id = await provision(1);
      const waiting = await propose(id);
      const { id: pupilId } = await makePupil(admin, school);
      const told = {
        ...{ pupilId, provisionId: id, reason: 'Told', status: 'agreed', deciderStaffId: staffId },
        source: { system: 'mis', id: `told-${next()}` },
      };
      const [batch, agreed] = await Promise.all([
        senco.post<{ created: number }>('/api/v1/interventions:batch?match=source', { items: [told] }),
        agree(waiting),
      ]);
      expect([batch.body.created, agreed.status]).toEqual(agreed.status === 201 ? [0, 201] : [1, 409]);
      expect(await held(id)).toBe(1);
    });
  });

  describe('a target takes one way', () => {
    const target = async (members: Record<string, unknown> = {}) =>
      made('targets', targetBody(await makePupil(admin, school), members));
    const statusOf = async (id: string) => (await admin.get<Row>(`/api/v1/targets/${id}`)).body.status;

    it.each(ROUNDS)('it is met or missed: %i', async () => {
      const id = await target();
      const ways = ['met', 'missed'].map((status) =>
        change(`targets/${id}`, { status, statusReason: 'Seen' }),
      );
      const answers = await Promise.all(ways);
      expectOne(answers, ['transition-refused']);
      expect(await statusOf(id)).toBe(answers[0]!.status === 200 ? 'met' : 'missed');
    });

    it.each(ROUNDS)('a draft aims at something else, or is agreed as it was: %i', async () => {
      const id = await target({ status: 'draft' });
      const aim = change(`targets/${id}`, { target: { value: 15 } });
      const [changed, agreed] = await Promise.all([aim, change(`targets/${id}`, { status: 'agreed' })]);
      expect(agreed.status).toBe(200);
      const { body } = await admin.get<{ target: { value: number } }>(`/api/v1/targets/${id}`);
      expect([changed.status, body.target.value]).toEqual(changed.status === 200 ? [200, 15] : [409, 12]);
    });

    it.each(ROUNDS)('a sync and a person set one active target: %i', async () => {
      const pupil = await makePupil(admin, school);
      const told = targetBody(pupil, { source: { system: 'mis', id: `target-${next()}` } });
      const [batch, one] = await Promise.all([
        senco.post<{ created: number }>('/api/v1/targets:batch?match=source', { items: [told] }),
        add('targets', targetBody(pupil)),
      ]);
      expect([batch.body.created, one.status]).toEqual(one.status === 201 ? [0, 201] : [1, 409]);
      const rows = await allOf<Row>(admin, `/api/v1/targets?pupilId=${pupil.id}&status=active`);
      expect(rows).toHaveLength(1);
    });
  });

  describe('a plan takes one way', () => {
    const open = () => ({ status: 'open', coordinatorStaffId: staffId });
    const closing = { status: 'closed', endDate: '2026-10-02', closedReason: 'Moved' };

    it.each(ROUNDS)('a draft is opened or removed: %i', async () => {
      const id = await made('plans', planBody(await makePupil(admin, school)));
      const path = `/api/v1/plans/${id}`;
      const [opened, removed] = await Promise.all([
        change(`plans/${id}`, open()),
        senco.send<Problem>('DELETE', path, { headers: { 'if-match': '*' } }),
      ]);
      const { status } = await admin.get(path);
      expect([opened.status, removed.status, status]).toEqual(
        opened.status === 200 ? [200, 409, 200] : [404, 204, 404],
      );
    });

    it.each(ROUNDS)('it is closed once, and its next cycle opens once: %i', async () => {
      const pupil = await makePupil(admin, school);
      const id = await made('plans', planBody(pupil, open()));
      const closed = await Promise.all([1, 2].map(() => change(`plans/${id}`, closing)));
      expect(closed.filter((it) => it.status === 200)).not.toHaveLength(0);
      const told = planBody(pupil, { ...open(), source: { system: 'mis', id: `plan-${next()}` } });
      const [batch, one] = await Promise.all([
        senco.post<{ created: number }>('/api/v1/plans:batch?match=source', { items: [told] }),
        add('plans', planBody(pupil, open())),
      ]);
      expect([batch.body.created, one.status]).toEqual(one.status === 201 ? [0, 201] : [1, 409]);
      const rows = await allOf<Row & { cycle: number }>(admin, `/api/v1/plans?pupilId=${pupil.id}&sort=id`);
      expect(rows.map((it) => it.status).sort()).toEqual(['closed', 'open']);
      expect(rows.map((it) => it.cycle).sort()).toEqual([1, 2]);
    });
  });
});
