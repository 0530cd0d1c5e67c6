// The limit that the API is held against: a bare `node:http` server over the same driver, with the same
// statements and the same JSON written by hand; no sign-in, no checks, no versions. A process of its own.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { v7 } from 'uuid';
import { openBareDriver } from './bare-driver.ts';

interface PupilRow {
  readonly ownerId: string;
  readonly id: string;
  readonly sinceVersion: number;
  readonly recordedAt: string;
  readonly upn: string | null;
  readonly upnReason: string | null;
  readonly formerUpn: string | null;
  readonly uln: string | null;
  readonly legalForename: string;
  readonly legalSurname: string;
  readonly preferredForename: string | null;
  readonly preferredSurname: string | null;
  readonly surnameKey: string;
  readonly forenameKey: string;
  readonly dateOfBirth: string;
  readonly sex: string | null;
  readonly sourceSystem: string | null;
  readonly sourceId: string | null;
}

const COLUMNS = `owner_id as ownerId, id, since_version as sinceVersion, recorded_at as recordedAt, upn,
  upn_reason as upnReason, former_upn as formerUpn, uln, legal_forename as legalForename,
  legal_surname as legalSurname, preferred_forename as preferredForename, preferred_surname as preferredSurname,
  surname_key as surnameKey, forename_key as forenameKey, date_of_birth as dateOfBirth, sex,
  source_system as sourceSystem, source_id as sourceId`;
const FIND = `select ${COLUMNS} from pupil where id = ?`;
const PAGE = `select ${COLUMNS} from pupil where owner_id = ? and exists (select 1 from enrolment e
  where e.owner_id = pupil.owner_id and e.pupil_id = pupil.id and e.nc_year = ? and e.entry_date <= ?
  and (e.leaving_date is null or e.leaving_date >= ?)) order by id limit 101`;
const INSERT = `insert into pupil (owner_id, id, since_version, recorded_at, upn, legal_forename, legal_surname,
  surname_key, forename_key, date_of_birth, sex, source_system, source_id)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const driver = await openBareDriver(process.argv[2]!);

const server = createServer((request, response) => {
  handle(request, response).catch((error: unknown) => {
    console.error(error);
    response.writeHead(500).end();
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once('SIGTERM', () => process.exit(0));

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'POST') {
    send(response, 201, toView(await insert(JSON.parse(await bodyOf(request)) as Record<string, unknown>)));
    return;
  }
  const [path = '', search] = request.url!.split('?');
  if (search === undefined) {
    const [row] = await driver.query<PupilRow>(FIND, [path.slice(path.lastIndexOf('/') + 1)]);
    send(response, 200, toView(row!));
    return;
  }
  const query = new URLSearchParams(search);
  const day = new Date().toISOString().slice(0, 10);
  const rows = await driver.query<PupilRow>(PAGE, [
    query.get('schoolId')!,
    query.get('yearGroup')!,
    day,
    day,
  ]);
  const more = rows.length > 100;
  if (more) rows.pop();
  const last = rows.at(-1)!;
  const next = more ? Buffer.from(JSON.stringify([last.id])).toString('base64url') : null;
  send(response, 200, { data: rows.map(toView), page: { next } });
}

async function insert(body: Record<string, unknown>): Promise<PupilRow> {
  const source = body['source'] as { system: string; id: string };
  const row: PupilRow = {
    ownerId: body['schoolId'] as string,
    id: v7(),
    sinceVersion: 1,
    recordedAt: new Date().toISOString(),
    upn: body['upn'] as string,
    upnReason: null,
    formerUpn: null,
    uln: null,
    legalForename: body['legalForename'] as string,
    legalSurname: body['legalSurname'] as string,
    preferredForename: null,
    preferredSurname: null,
    surnameKey: (body['legalSurname'] as string).toLowerCase(),
    forenameKey: (body['legalForename'] as string).toLowerCase(),
    dateOfBirth: body['dateOfBirth'] as string,
    sex: body['sex'] as string,
    sourceSystem: source.system,
    sourceId: source.id,
  };
  await driver.write(INSERT, [
    row.ownerId,
    row.id,
    row.sinceVersion,
    row.recordedAt,
    row.upn,
    row.legalForename,
    row.legalSurname,
    row.surnameKey,
    row.forenameKey,
    row.dateOfBirth,
    row.sex,
    row.sourceSystem,
    row.sourceId,
  ]);
  return row;
}

/** What a token without `sensitive:read` sees. */
function toView(row: PupilRow): Record<string, unknown> {
  return {
    id: row.id,
    schoolId: row.ownerId,
    upn: row.upn,
    upnReason: row.upnReason,
    formerUpn: row.formerUpn,
    uln: row.uln,
    legalForename: row.legalForename,
    legalSurname: row.legalSurname,
    preferredForename: row.preferredForename,
    preferredSurname: row.preferredSurname,
    dateOfBirth: row.dateOfBirth,
    source: row.sourceSystem === null ? null : { system: row.sourceSystem, id: row.sourceId },
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
  return text;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
