import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { convertStudents } from './fixtures/uci/convert.js';
import { type Answer, type AsOf, expectedAnswers } from './fixtures/uci/expected-numbers.js';
import { SCHOOLS, SOURCE_SYSTEM } from './fixtures/uci/student-rows.js';
import type { ApiClient } from './support/client.js';
import { type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeSchool, makeStaff, type School } from './support/factories.js';
import { packageForm, packPlugin } from './support/plugin-packages.js';
import { startServer, type TestServer } from './support/server.js';

const FIXTURES = resolve(import.meta.dirname, 'fixtures/uci');
const FILES = {
  mathematics: readFileSync(resolve(FIXTURES, 'student-mat.csv'), 'utf8'),
  portuguese: readFileSync(resolve(FIXTURES, 'student-por.csv'), 'utf8'),
};
const PLUGIN = '@espalier/trajectory-catch-up';
const COHORTS = ['mathematics', 'portuguese'] as const;
const NAMES = ['GP', 'MS'] as const;

interface Import {
  state: string;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
}
interface Pupil {
  id: string;
  source: { system: string; id: string };
}
interface Counts {
  recommend: number;
  noAction: number;
  watch: number;
  insufficientData: number;
  notEvaluated: number;
}
interface Evaluation {
  id: string;
  status: string;
  pupils: number;
  policies: { counts: Counts; done: number }[];
}
interface Recommendation {
  id: string;
  pupilId: string;
  status: string;
  subject: string;
  wave: number;
  provisionType: string;
  urgent: boolean;
  reason: string;
  evidence: { input: string; value: unknown }[];
  inputs: string[];
  pluginVersion: string;
  follows: string | null;
}

describe.each(DATABASES)('the first run, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  const schools = {} as Record<(typeof NAMES)[number], School>;
  /** Source id → pupil id. */
  const pupilIds = new Map<string, string>();

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    for (const name of NAMES) schools[name] = await makeSchool(api, { ...SCHOOLS[name], phase: 'secondary' });
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  it('imports 1,044 real pupils: a dry run first, then once, and again without doubling', async () => {
    const files = convertStudents(FILES);
    for (const cohort of COHORTS) {
      for (const kind of ['pupils', 'results'] as const) {
        const csv = files[cohort][kind];
        const rows = csv.trimEnd().split('\n').length - 1;
        if (kind === 'pupils') {
          expect(await send(csv, kind, 'dry-run')).toMatchObject({
            state: 'checked',
            rows,
            refused: 0,
            created: rows,
          });
        }
        expect(await send(csv, kind, 'import')).toMatchObject({
          state: 'imported',
          rows,
          created: rows,
          refused: 0,
        });
        expect(await send(csv, kind, 'import')).toMatchObject({
          state: 'imported',
          rows,
          created: 0,
          unchanged: rows,
        });
      }
    }
    for (const name of NAMES) {
      for await (const pupil of all<Pupil>(`/api/v1/pupils?schoolId=${schools[name].id}&limit=500`)) {
        expect(pupil.source.system).toBe(SOURCE_SYSTEM);
        pupilIds.set(pupil.source.id, pupil.id);
      }
    }
    expect(pupilIds.size).toBe(1_044);
  });

  it('sets a target for each pupil and subject', async () => {
    const targets = expectedAnswers(FILES, { asOf: '2026-07-10' }).map(
      ({ sourceId, cohort, baseline, target }) => ({
        pupilId: pupilIds.get(sourceId),
        subject: cohort,
        framework: { key: 'twenty' },
        baseline: { date: '2026-01-09', value: baseline },
        target: { value: target },
        due: '2026-07-10',
        source: { system: SOURCE_SYSTEM, id: `target-${sourceId}` },
      }),
    );
    for (let from = 0; from < targets.length; from += 1000) {
      const items = targets.slice(from, from + 1000);
      const answer = await api.post<{ created: number; refused: number }>('/api/v1/targets:batch', { items });
      expect(answer).toMatchObject({ status: 200, body: { created: items.length, refused: 0 } });
    }
    for (const name of NAMES) {
      for (const date of ['2026-01-09', '2026-04-10', '2026-07-10']) {
        const body = { schoolId: schools[name].id, name: `Period ending ${date}`, date };
        expect(await api.post('/api/v1/assessment-points', body)).toMatchObject({ status: 201 });
      }
    }
  });

  it('installs the packed plugin and enables it at both schools', async () => {
    const form = packageForm(await packPlugin('plugins/trajectory-catch-up'));
    const installed = await api.post<{ name: string; version: string }>('/api/v1/plugins', form);
    expect(installed).toMatchObject({ status: 201, body: { name: PLUGIN, version: '0.1.0' } });
    for (const name of NAMES) {
      const path = `/api/v1/schools/${schools[name].id}/plugins/${encodeURIComponent(PLUGIN)}`;
      const enabled = await api.send('PUT', path, {
        body: {
          version: '0.1.0',
          enabled: true,
          automatic: false,
          grants: ['trajectory', 'interventions', 'attendance'],
          settings: { reviewWeeks: 4 },
        },
      });
      expect(enabled.status).toBe(200);
    }
  });

  it.each<[AsOf, 'dry' | 'live']>([
    ['2026-04-10', 'dry'],
    ['2026-07-10', 'live'],
  ])(
    'evaluates both schools as of %s (%s): the numbers are those worked out from the grades',
    async (asOf, mode) => {
      const expected = expectedAnswers(FILES, { asOf });
      for (const name of NAMES) {
        const run = await evaluate(schools[name], asOf, mode);
        const own = expected.filter((it) => it.school === name);
        const counts = run.policies[0]!.counts;
        expect(run).toMatchObject({ status: 'succeeded', pupils: own.length });
        expect(
          counts.recommend + counts.noAction + counts.watch + counts.insufficientData + counts.notEvaluated,
        ).toBe(own.length);
        expect(counts).toMatchObject({
          recommend: count(own, 'recommend'),
          noAction: count(own, 'noneNeeded'),
          watch: count(own, 'watch'),
          insufficientData: count(own, 'insufficientData'),
          notEvaluated: 0,
        });
        const got = new Map<string, string>();
        for await (const it of all<{ pupilId: string; outcome: string }>(
          `/api/v1/evaluations/${run.id}/results?limit=500`,
        )) {
          got.set(it.pupilId, it.outcome);
        }
        for (const cohort of COHORTS) {
          const wanted = own.filter((it) => it.cohort === cohort);
          expect(wanted.map((it) => got.get(pupilIds.get(it.sourceId)!))).toEqual(
            wanted.map((it) => it.answer),
          );
        }
        const open = await list<Recommendation>(
          `/api/v1/recommendations?schoolId=${schools[name].id}&limit=500`,
        );
        expect(open).toHaveLength(mode === 'dry' ? 0 : count(own, 'recommend'));
      }
    },
  );

  it('each recommendation says why, on what evidence, from which inputs and plugin version', async () => {
    const urgent = new Set(
      expectedAnswers(FILES, { asOf: '2026-07-10' }).flatMap((it) =>
        it.urgent ? [pupilIds.get(it.sourceId)!] : [],
      ),
    );
    const recommendations = await list<Recommendation>(
      `/api/v1/recommendations?schoolId=${schools.GP.id}&limit=500`,
    );
    for (const it of recommendations) {
      expect(it).toMatchObject({
        status: 'open',
        wave: 2,
        provisionType: 'small-group-catch-up',
        urgent: urgent.has(it.pupilId),
        inputs: ['trajectory', 'interventions', 'attendance'],
        pluginVersion: '0.1.0',
      });
      expect(it.reason.length).toBeGreaterThan(20);
      expect(it.evidence.length).toBeGreaterThan(0);
    }
  });

  it('a named member of staff accepts one: the intervention is there with the decision; a program cannot', async () => {
    const { api: senco, staffId } = await makeStaff(server, api, schools.GP);
    const [recommendation] = await openOnes(schools.GP);
    const path = `/api/v1/recommendations/${recommendation!.id}/decisions`;
    const body = { outcome: 'accept', reason: 'Agreed with the class teacher.', startDate: '2026-09-14' };
    expect(await api.post<Problem>(path, body)).toMatchObject({
      status: 403,
      body: { code: 'staff-required' },
    });
    const decided = await senco.post<{ interventionId: string }>(path, body);
    expect(decided).toMatchObject({ status: 201, body: { outcome: 'accept', staffId, reason: body.reason } });
    const intervention = await api.get(`/api/v1/interventions/${decided.body.interventionId}`);
    expect(intervention.body).toMatchObject({
      pupilId: recommendation!.pupilId,
      subject: recommendation!.subject,
      status: 'agreed',
      wave: 2,
      startDate: '2026-09-14',
    });
    expect(await senco.post<Problem>(path, body)).toMatchObject({
      status: 409,
      body: { code: 'transition-refused' },
    });
    await evaluate(schools.GP, '2026-07-10', 'live');
    expect(await ofPupil(recommendation!.pupilId)).toMatchObject([
      { id: recommendation!.id, status: 'accepted' },
    ]);
  });

  it('a dismissed recommendation stays dismissed while nothing changes, and a new result resolves what it should', async () => {
    const { api: senco } = await makeStaff(server, api, schools.MS);
    const before = await openOnes(schools.MS);
    const [dismissed, improving] = before;
    const path = `/api/v1/recommendations/${dismissed!.id}/decisions`;
    expect(await senco.post(path, { outcome: 'dismiss', reason: '' })).toMatchObject({ status: 400 });
    const decision = { outcome: 'dismiss', reason: 'Was ill in June; the class teacher will watch.' };
    expect(await senco.post(path, decision)).toMatchObject({ status: 201, body: { interventionId: null } });

    await evaluate(schools.MS, '2026-07-10', 'live');
    expect(await ofPupil(dismissed!.pupilId)).toMatchObject([{ id: dismissed!.id, status: 'dismissed' }]);
    expect(await openOnes(schools.MS)).toHaveLength(before.length - 1);

    const result = {
      pupilId: improving!.pupilId,
      subject: improving!.subject,
      framework: { key: 'twenty' },
      date: '2026-07-24',
      value: 20,
      status: 'R',
      resultSource: 'test',
    };
    expect(await api.post('/api/v1/results', result)).toMatchObject({ status: 201 });
    await evaluate(schools.MS, '2026-07-24', 'live');
    expect(await ofPupil(improving!.pupilId)).toMatchObject([{ id: improving!.id, status: 'resolved' }]);
    expect(await ofPupil(dismissed!.pupilId)).toMatchObject([{ id: dismissed!.id, status: 'dismissed' }]);
    expect(await openOnes(schools.MS)).toHaveLength(before.length - 2);
  });

  it('another school’s staff see nothing of it', async () => {
    const { api: other } = await makeStaff(server, api, await makeSchool(api));
    const [recommendation] = await openOnes(schools.GP);
    const path = `/api/v1/recommendations/${recommendation!.id}`;
    expect(await other.get<Problem>(path)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await other.post<Problem>(`${path}/decisions`, { outcome: 'accept', reason: 'x' })).toMatchObject({
      status: 404,
    });
    expect(
      (await other.get<Page<Recommendation>>('/api/v1/recommendations?count=true')).body.page.total,
    ).toBe(0);
  });

  async function send(csv: string, kind: 'pupils' | 'results', mode: 'dry-run' | 'import'): Promise<Import> {
    const form = new FormData();
    form.append('kind', kind);
    form.append('mode', mode);
    form.append('file', new Blob([csv], { type: 'text/csv' }), `${kind}.csv`);
    return api.expect(api.post<Import>('/api/v1/imports', form));
  }

  async function evaluate(school: School, asOf: string, mode: 'dry' | 'live'): Promise<Evaluation> {
    const started = await api.post<Evaluation>('/api/v1/evaluations', { schoolId: school.id, asOf, mode });
    expect(started.status).toBe(202);
    // The stream of events ends with the run.
    const events = await api.get<string>(`/api/v1/evaluations/${started.body.id}/events`);
    expect(events.body).toContain('event: finished');
    return (await api.get<Evaluation>(started.headers.get('location')!)).body;
  }

  async function* all<T>(path: string): AsyncGenerator<T> {
    let cursor: string | null = '';
    while (cursor !== null) {
      const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: Page<T> = await api.expect(api.get<Page<T>>(path + after));
      yield* page.data;
      cursor = page.page.next;
    }
  }

  async function list<T>(path: string): Promise<T[]> {
    const rows: T[] = [];
    for await (const row of all<T>(path)) rows.push(row);
    return rows;
  }

  function openOnes(school: School): Promise<Recommendation[]> {
    return list(`/api/v1/recommendations?schoolId=${school.id}&status=open&limit=500`);
  }

  function ofPupil(pupilId: string): Promise<Recommendation[]> {
    return list(`/api/v1/recommendations?pupilId=${pupilId}`);
  }
});

function count(answers: readonly { answer: Answer }[], answer: Answer): number {
  return answers.filter((it) => it.answer === answer).length;
}
