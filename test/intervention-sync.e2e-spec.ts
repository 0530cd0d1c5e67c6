import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  makePupil,
  makeSchool,
  makeStaff,
  provisionBody,
  provisionTypeBody,
  type School,
} from './support/factories.js';
import { startServer, type TestServer } from './support/server.js';

const PATH = '/api/v1/interventions';

describe.each(DATABASES)('measures and syncs of interventions on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let sencoId: string;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
    ({ staffId: sencoId } = await makeStaff(server, api, school));
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const makeProvision = async (capacity: number): Promise<string> => {
    const type = await api.expect(
      api.post<{ id: string }>('/api/v1/provision-types', provisionTypeBody(school)),
    );
    const body = provisionBody(school, { provisionTypeId: type.id, capacity });
    return (await api.expect(api.post<{ id: string }>('/api/v1/provisions', body))).id;
  };

  it('entry and exit are measured in one framework, by a result where there is one', async () => {
    const pupil = await makePupil(api, school);
    const result = await api.expect(
      api.post<{ id: string }>('/api/v1/results', {
        pupilId: pupil.id,
        subject: 'reading',
        ...{
          framework: { key: 'standardised' },
          date: '2026-09-04',
          value: 88,
          status: 'R',
          resultSource: 'test',
        },
      }),
    );
    const made = await api.expect(
      api.post<{ id: string }>(PATH, {
        pupilId: pupil.id,
        provisionTypeKey: 'small-group-catch-up',
        reason: 'Why',
        entry: { resultId: result.id },
      }),
    );
    expect(made).toMatchObject({
      entry: { resultId: result.id, framework: { key: 'standardised' }, points: 88, date: '2026-09-04' },
      exit: null,
    });
    const exit = (measure: Record<string, unknown>) =>
      api.patch<Problem>(`${PATH}/${made.id}`, { exit: { date: '2026-10-30', ...measure } });
    expect(await exit({ framework: { key: 'twenty' }, value: 12 })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/exit', code: 'other-measure' }] },
    });
    expect(await exit({ value: 96 })).toMatchObject({ status: 200, body: { exit: { points: 96 } } });
    const other = await makePupil(api, school);
    const stolen = await api.post<Problem>(PATH, {
      pupilId: other.id,
      provisionTypeKey: 'small-group-catch-up',
      reason: 'Why',
      entry: { resultId: result.id },
    });
    expect(stolen).toMatchObject({ status: 400, body: { errors: [{ code: 'unknown-result' }] } });
  });

  describe('a sync of interventions', () => {
    interface BatchAnswer {
      created: number;
      updated: number;
      unchanged: number;
      refused: number;
      outcomes: { status: number; id?: string; code?: string }[];
    }
    const item = (pupilId: string, id: string, members: Record<string, unknown> = {}) => ({
      pupilId,
      provisionTypeKey: 'small-group-catch-up',
      reason: 'As in the other system',
      source: { system: 'other', id },
      ...members,
    });
    const send = (items: unknown[]) =>
      api.expect(api.post<BatchAnswer>(`${PATH}:batch?match=source`, { items }));

    it('sent twice doubles none; a status goes forward, by a person who is named', async () => {
      const pupil = await makePupil(api, school);
      const active = {
        status: 'active',
        deciderStaffId: sencoId,
        decidedAt: '2026-09-01T09:00:00Z',
        startDate: '2026-09-07',
      };
      const items = [item(pupil.id, 's-1'), item(pupil.id, 's-2', active)];
      const first = await send(items);
      expect(first).toMatchObject({ created: 2, refused: 0 });
      expect(await send(items)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
      const [one, two] = first.outcomes.map((it) => it.id!);
      expect((await api.get(`${PATH}/${two}`)).body).toMatchObject({
        status: 'active',
        deciderStaffId: sencoId,
        decidedAt: '2026-09-01T09:00:00.000Z',
      });
      expect(await send([item(pupil.id, 's-1', { status: 'active' })])).toMatchObject({ refused: 1 });
      const closed = { status: 'closed', deciderStaffId: sencoId, outcome: 'met', endedOn: '2026-10-01' };
      expect(await send([item(pupil.id, 's-1', closed)])).toMatchObject({ updated: 1 });
      const back = await send([item(pupil.id, 's-2', { status: 'proposed' })]);
      expect(back.outcomes).toMatchObject([{ status: 409, code: 'transition-refused' }]);
      const late = await send([item(pupil.id, 's-1', { reason: 'Again' })]);
      expect(late.outcomes).toMatchObject([{ status: 409, code: 'conflict' }]);
      const { data } = await api.expect(api.get<Page<unknown>>(`${PATH}/${one}/transitions`));
      expect(data).toMatchObject([
        { from: null, to: 'proposed' },
        { from: 'proposed', to: 'closed', staffId: sencoId },
      ]);
    });

    it('another kind of provision is told with its wave, where no group is named', async () => {
      const pupil = await makePupil(api, school);
      const { outcomes } = await send([item(pupil.id, 's-kind')]);
      const other = { provisionTypeKey: 'one-to-one-catch-up' };
      expect(await send([item(pupil.id, 's-kind', other)])).toMatchObject({ updated: 1 });
      expect(await send([item(pupil.id, 's-kind', other)])).toMatchObject({ unchanged: 1 });
      expect((await api.get(`${PATH}/${outcomes[0]!.id}`)).body).toMatchObject({
        provisionType: { key: 'one-to-one-catch-up' },
        wave: 3,
      });
    });

    it('gives no more places than there are, also to items of one batch', async () => {
      const provisionId = await makeProvision(2);
      const pupils = [
        await makePupil(api, school),
        await makePupil(api, school),
        await makePupil(api, school),
      ];
      const agreedBy = {
        provisionTypeKey: undefined,
        provisionId,
        status: 'agreed',
        deciderStaffId: sencoId,
      };
      const answer = await send(pupils.map((it, i) => item(it.id, `full-${i}`, agreedBy)));
      expect(answer).toMatchObject({ created: 2, refused: 1 });
      expect(answer.outcomes[2]).toMatchObject({ status: 409, code: 'conflict' });
      const other = await makePupil(api, school);
      const [early, later] = await Promise.all([
        send([item(other.id, 'late-1', agreedBy)]),
        send([item(other.id, 'late-2', agreedBy)]),
      ]);
      expect([early.refused, later.refused]).toEqual([1, 1]);
    });
  });
});
