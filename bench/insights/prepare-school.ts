import { installPlugin, liveRun } from '../evaluation/live-run.ts';
import { Api } from '../http/server.ts';
import type { Listening } from '../processes.ts';

/** Recommendations of each school that a person decides on. */
const DECIDED = 60;

/** A school of the demo whose insights are asked for. */
export interface AskedSchool {
  readonly id: string;
  readonly name: string;
  /** Signs in who may read every pupil of it. */
  signIn(server: Listening): Promise<Api>;
  /** A pupil with about the longest record of all. */
  readonly pupilId: string;
}

interface Page<T> {
  readonly data: readonly T[];
}

/**
 * Makes a loaded school one whose insights have something to say: the first-party plugin has evaluated it twice, and a
 * leader has decided on some of what it recommended in between.
 */
export async function prepareSchool(admin: Api, name: string, asOf: string): Promise<AskedSchool> {
  const schools = await admin.get<Page<{ id: string; name: string }>>('/api/v1/schools?limit=200');
  const school = schools.data.find((it) => it.name === name);
  if (!school) throw new Error(`${name} has not been loaded`);
  const { id } = school;
  const leader = await admin.staff(id, 'leader');
  const signIn = (server: Listening) => Api.signInStaff(server, leader);
  await installPlugin(admin, [id]);
  await liveRun(admin, id, asOf);
  const pupilId = await decide(await signIn(admin.server), id);
  await liveRun(admin, id, asOf);
  return { id, name, signIn, pupilId };
}

/** Accepts and dismisses by turns; hands back a pupil whose recommendation was accepted. */
async function decide(leader: Api, schoolId: string): Promise<string> {
  const path = `/api/v1/recommendations?schoolId=${schoolId}&status=open&limit=${DECIDED}`;
  const { data } = await leader.get<Page<{ id: string; pupilId: string }>>(path);
  for (const [i, { id }] of data.entries()) {
    const outcome = i % 2 === 0 ? 'accept' : 'dismiss';
    await leader.post(`/api/v1/recommendations/${id}/decisions`, {
      outcome,
      reason: 'Decided for the bench',
    });
  }
  if (!data[0]) throw new Error('nothing was recommended');
  return data[0].pupilId;
}
