// Loads one address with requests for a few seconds and prints what came of it as JSON; a process of its own.
import autocannon, { type LoadRequest } from 'autocannon';
import { pupilBody } from './pupil-bodies.ts';

/** What a round of load is made of. */
export interface Load {
  readonly url: string;
  readonly token: string;
  readonly connections: number;
  readonly seconds: number;
  /** Paths to read, in turn; or the schools in which to add pupils, in turn, with the first pupil's number. */
  readonly reads?: readonly string[];
  readonly creates?: { readonly path: string; readonly schoolIds: readonly string[]; readonly from: number };
}

/** What came of it. */
export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly requests: number;
  /** Milliseconds. */
  readonly p99: number;
}

const load = JSON.parse(process.argv[2]!) as Load;
const headers = { authorization: `Bearer ${load.token}`, 'content-type': 'application/json' };
let next = load.creates?.from ?? 0;

const result = await autocannon({
  url: load.url,
  connections: load.connections,
  duration: load.seconds,
  requests: load.creates
    ? [{ method: 'POST', path: load.creates.path, headers, setupRequest: withBody }]
    : load.reads!.map((path) => ({ method: 'GET', path, headers })),
});
if (result.errors > 0 || result.non2xx > 0) {
  console.error(`${result.errors} connection errors, ${result.non2xx} answers other than 2xx`);
  process.exit(1);
}
console.log(
  JSON.stringify({
    requestsPerSecond: result.requests.total / result.duration,
    requests: result.requests.total,
    p99: result.latency.p99,
  } satisfies LoadResult),
);

function withBody(request: LoadRequest): LoadRequest {
  const { schoolIds } = load.creates!;
  const n = next++;
  return { ...request, body: JSON.stringify(pupilBody(schoolIds[n % schoolIds.length]!, n)) };
}
