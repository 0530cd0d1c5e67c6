import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { BenchDatabase } from '../databases.ts';
import { type Figure, median } from '../figures.ts';
import { type Listening, runToEnd, startListening } from '../processes.ts';
import type { Load, LoadResult } from './load.ts';
import { pupilBody } from './pupil-bodies.ts';
import { Api, startServer } from './server.ts';

const SCHOOLS = 32;
const CONNECTIONS = 32;
/** Pupils of the first school; half of them in Year 7. The other schools have a tenth. */
const PUPILS = 1_000;

interface Scene {
  readonly what: string;
  readonly size: string;
  /** Share of the bare handler's requests a second. */
  readonly aim: number;
  readonly reads?: readonly string[];
  readonly schoolIds?: readonly string[];
}

/** (c): requests a second of the server against those of a bare handler, in turns, at 32 connections. */
export async function benchHttp(database: BenchDatabase, quick: boolean): Promise<Figure[]> {
  const server = await startServer(database);
  const admin = await Api.signIn(server);
  const schoolIds = await makeSchools(admin);
  const pupilIds = await makePupils(admin, schoolIds);
  const client = await admin.client('bench-reader', ['pupils:read', 'pupils:write']);
  const bare = await startListening([join(import.meta.dirname, 'bare-handler.ts'), database.url], {});
  const page = `/api/v1/pupils?schoolId=${schoolIds[0]!}&yearGroup=7&limit=100`;
  await checkSameAnswers(client, bare, [`/api/v1/pupils/${pupilIds[0]!}`, page]);

  const scenes: Scene[] = [
    {
      what: 'GET /pupils/{id}',
      size: `${PUPILS} pupils`,
      aim: 0.55,
      reads: pupilIds.slice(0, 200).map((id) => `/api/v1/pupils/${id}`),
    },
    { what: 'GET /pupils, filtered page of 100', size: `${PUPILS} pupils`, aim: 0.75, reads: [page] },
    { what: 'POST /pupils', size: 'one school', aim: 0.15, schoolIds: schoolIds.slice(0, 1) },
    { what: 'POST /pupils', size: `${SCHOOLS} schools`, aim: 0.25, schoolIds },
  ];
  const figures: Figure[] = [];
  for (const scene of scenes) figures.push(await measure(scene, database, { server, bare, client }, quick));
  await Promise.all([server.stop(), bare.stop()]);
  return figures;
}

let pupilNumber = 0;

async function measure(
  scene: Scene,
  database: BenchDatabase,
  { server, bare, client }: { server: Listening; bare: Listening; client: Api },
  quick: boolean,
): Promise<Figure> {
  const seconds = quick ? 3 : 5;
  const rounds = quick ? 1 : 5;
  const round = async (url: string, length: number): Promise<number> => {
    const load: Load = {
      url,
      token: client.token,
      connections: CONNECTIONS,
      seconds: length,
      ...(scene.reads && { reads: scene.reads }),
      ...(scene.schoolIds && {
        creates: { path: '/api/v1/pupils', schoolIds: scene.schoolIds, from: pupilNumber },
      }),
    };
    // Each round takes numbers of its own, more than it can use up.
    if (scene.schoolIds) pupilNumber += 60_000;
    const script = join(import.meta.dirname, 'load.ts');
    return (JSON.parse(await runToEnd([script, JSON.stringify(load)])) as LoadResult).requestsPerSecond;
  };
  await round(server.url, 2);
  await round(bare.url, 1);
  const pairs: { ours: number; limit: number }[] = [];
  for (let i = 0; i < rounds; i++) {
    const limit = await round(bare.url, seconds);
    pairs.push({ limit, ours: await round(server.url, seconds) });
  }
  const share = median(pairs.map((it) => it.ours / it.limit));
  return {
    what: `(c) ${scene.what}`,
    database: database.name,
    size: scene.size,
    measured: `${Math.round(median(pairs.map((it) => it.ours)))} requests/s`,
    limit: `${Math.round(median(pairs.map((it) => it.limit)))} requests/s, bare handler`,
    ratio: `${(share * 100).toFixed(0)} %`,
    aim: `≥ ${Math.round(scene.aim * 100)} %`,
    met: share >= scene.aim,
  };
}

/** Both servers must say the same, or their speed cannot be held side by side. Cursors differ by a signature. */
async function checkSameAnswers(client: Api, bare: Listening, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const ours = await client.get<{ page?: unknown }>(path);
    const response = await fetch(bare.url + path);
    const theirs = (await response.json()) as { page?: unknown };
    delete ours.page;
    delete theirs.page;
    if (!isDeepStrictEqual(ours, theirs)) throw new Error(`the bare handler answers otherwise at ${path}`);
  }
}

async function makeSchools(admin: Api): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 1; n <= SCHOOLS; n++) {
    const body = {
      urn: String(100_000 + n),
      laCode: '999',
      establishment: String(4_000 + n),
      name: `School ${n}`,
      phase: 'secondary',
    };
    ids.push((await admin.post<{ id: string }>('/api/v1/schools', body)).id);
  }
  return ids;
}

/** Fills the schools and hands back the pupils of the first one. */
async function makePupils(admin: Api, schoolIds: readonly string[]): Promise<string[]> {
  let ids: string[] = [];
  for (const [i, schoolId] of schoolIds.entries()) {
    const items = Array.from({ length: i === 0 ? PUPILS : PUPILS / 10 }, (_, n) => ({
      ...pupilBody(schoolId, pupilNumber++),
      enrolment: { ncYear: n % 2 === 0 ? '7' : '8', status: 'C', entryDate: '2025-09-01' },
    }));
    const answer = await admin.post<{ outcomes: { id?: string }[] }>('/api/v1/pupils:batch', { items });
    if (i === 0) ids = answer.outcomes.map((it) => it.id!);
  }
  return ids;
}
