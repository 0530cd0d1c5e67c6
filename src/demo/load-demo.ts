import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { today } from '../common/instants.js';
import { DemoClient, DemoRefused } from './demo-client.js';
import { type DemoDates, demoDates } from './demo-dates.js';
import { DEMO_FRAMEWORK, DEMO_SCHOOL, DEMO_SOURCE, type DemoPupil, demoPupils } from './demo-school.js';

/** The demo's member of staff. */
export const DEMO_STAFF = {
  email: 'senco@demo.school',
  password: 'demo-senco',
  name: 'Sam Whitfield',
  roles: ['senco'],
};

const PLUGIN = '@espalier/trajectory-catch-up';
const GRANTS = ['trajectory', 'interventions', 'attendance'];
const FOLDER = new URL('../../plugins/trajectory-catch-up/', import.meta.url);
const LOOK_MILLIS = 100;

/** What the demo shows. */
export interface DemoSummary {
  readonly school: string;
  readonly schoolId: string;
  readonly asOf: string;
  readonly pupils: number;
  readonly counts: Readonly<Record<string, number>>;
}

interface Row {
  readonly id: string;
}
interface Run extends Row {
  readonly status: string;
  readonly asOf: string;
  readonly pupils: number;
  readonly policies: readonly { readonly counts: Record<string, number> }[];
}
interface Page<T> {
  readonly data: readonly T[];
}

/**
 * Loads the demo school, enables the first-party plugin and evaluates it. What is there is kept, and what a start
 * that was cut short left out is added: every row has a source key.
 */
export async function loadDemo(origin: string): Promise<DemoSummary> {
  const api = await DemoClient.signIn(origin);
  const schoolId = await ensureSchool(api);
  const [before] = (await api.get<Page<Run>>(`/evaluations?schoolId=${schoolId}&mode=live&limit=1`)).data;
  if (!before) await loadFacts(api, schoolId);
  const run = await finished(api, before ?? (await evaluate(api, schoolId)));
  return {
    school: DEMO_SCHOOL.name,
    schoolId,
    asOf: run.asOf,
    pupils: run.pupils,
    counts: run.policies[0]?.counts ?? {},
  };
}

async function ensureSchool(api: DemoClient): Promise<string> {
  const [known] = (await api.get<Page<Row>>(`/schools?urn=${DEMO_SCHOOL.urn}`)).data;
  return (known ?? (await api.post<Row>('/schools', DEMO_SCHOOL))).id;
}

async function loadFacts(api: DemoClient, schoolId: string): Promise<void> {
  const dates = demoDates(today());
  const pupils = demoPupils(dates);
  await ensureStaff(api, schoolId);
  await ensureAssessmentPoints(api, schoolId, dates);
  await api.upsert(
    'pupils',
    pupils.map((it) => pupilBody(schoolId, it, dates)),
  );
  const ids = await pupilIds(api, schoolId);
  await api.upsert(
    'results',
    pupils.flatMap((it) => resultBodies(ids.get(it.sourceId)!, it, dates)),
  );
  await api.upsert(
    'targets',
    pupils.flatMap((it) => targetBodies(ids.get(it.sourceId)!, it, dates)),
  );
  await enablePlugin(api, schoolId);
}

async function ensureStaff(api: DemoClient, schoolId: string): Promise<void> {
  const staff = (await api.get<Page<{ email: string }>>(`/staff?schoolId=${schoolId}`)).data;
  if (!staff.some((it) => it.email === DEMO_STAFF.email))
    await api.post('/staff', { schoolId, ...DEMO_STAFF });
}

async function ensureAssessmentPoints(api: DemoClient, schoolId: string, dates: DemoDates): Promise<void> {
  const known = (await api.get<Page<{ date: string }>>(`/assessment-points?schoolId=${schoolId}&limit=500`))
    .data;
  for (const date of dates.points) {
    if (known.some((it) => it.date === date)) continue;
    await api.post('/assessment-points', { schoolId, name: `Assessment of ${date}`, date });
  }
}

async function pupilIds(api: DemoClient, schoolId: string): Promise<Map<string, string>> {
  const page = await api.get<Page<Row & { source: { id: string } }>>(
    `/pupils?schoolId=${schoolId}&sourceSystem=${DEMO_SOURCE}&limit=500`,
  );
  return new Map(page.data.map((it) => [it.source.id, it.id]));
}

function pupilBody(schoolId: string, pupil: DemoPupil, { yearStart }: DemoDates): object {
  const { sourceId, ncYear, scores: _scores, ...members } = pupil;
  return {
    schoolId,
    ...members,
    source: { system: DEMO_SOURCE, id: sourceId },
    enrolment: { ncYear, status: 'C', entryDate: yearStart },
  };
}

function resultBodies(pupilId: string, pupil: DemoPupil, dates: DemoDates): object[] {
  return pupil.scores.flatMap(({ subject, baseline, results }) =>
    [baseline, ...results].map((value, i) => {
      const date = [dates.baseline, ...dates.results][i]!;
      return {
        pupilId,
        subject,
        framework: { key: DEMO_FRAMEWORK },
        date,
        value,
        status: 'R',
        resultSource: 'test',
        source: { system: DEMO_SOURCE, id: `${pupil.sourceId}-${subject}-${date}` },
      };
    }),
  );
}

/** For norm-referenced scores the target is to hold one's place: the baseline. */
function targetBodies(pupilId: string, pupil: DemoPupil, dates: DemoDates): object[] {
  return pupil.scores.map(({ subject, baseline }) => ({
    pupilId,
    subject,
    framework: { key: DEMO_FRAMEWORK },
    baseline: { date: dates.baseline, value: baseline },
    target: { value: baseline },
    due: dates.due,
    source: { system: DEMO_SOURCE, id: `${pupil.sourceId}-${subject}-${dates.yearStart}` },
  }));
}

async function enablePlugin(api: DemoClient, schoolId: string): Promise<void> {
  const form = new FormData();
  const { version } = JSON.parse(await readFile(new URL('package.json', FOLDER), 'utf8')) as {
    version: string;
  };
  const packed = await readFile(new URL(`dist/espalier-trajectory-catch-up-${version}.tgz`, FOLDER));
  form.append('package', new Blob([packed], { type: 'application/gzip' }), 'plugin.tgz');
  await api.post('/plugins', form);
  const path = `/schools/${schoolId}/plugins/${encodeURIComponent(PLUGIN)}`;
  await api.put(path, { version, enabled: true, grants: GRANTS, settings: {} });
}

function evaluate(api: DemoClient, schoolId: string): Promise<Run> {
  return api.post('/evaluations', { schoolId, mode: 'live' });
}

async function finished(api: DemoClient, run: Run): Promise<Run> {
  let now = run;
  while (now.status === 'running') {
    await delay(LOOK_MILLIS);
    now = await api.get(`/evaluations/${run.id}`);
  }
  if (now.status !== 'succeeded') throw new DemoRefused(`The demo's evaluation ${now.status}`);
  return now;
}
