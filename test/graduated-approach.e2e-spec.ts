import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ApiClient, type Page, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makePupil, makeSchool, makeStaff } from './support/factories.js';
import { startServer, type TestServer } from './support/server.js';

const PAGE = readFileSync(resolve(import.meta.dirname, '../docs/sencos/graduated-approach.md'), 'utf8');

/** A request of the page, and the part of its answer that the page shows. */
interface Step {
  readonly title: string;
  /** The name by which later requests know the id of what it makes. */
  readonly makes: string | null;
  readonly request: string;
  readonly answer: string | null;
}

function stepsOf(page: string): Step[] {
  const blocks = [...page.matchAll(/^```(http|json) ?(\w*)\n([^]*?)^```$/gm)];
  return blocks.flatMap(([, language, makes, text], i): Step[] => {
    if (language !== 'http') return [];
    const following = blocks[i + 1];
    const title = `${String(i + 1)}. ${text!.split('\n')[0]!}`;
    return [
      {
        title,
        makes: makes || null,
        request: text!,
        answer: following?.[1] === 'json' ? following[3]! : null,
      },
    ];
  });
}

describe.each(DATABASES)('the page on the graduated approach, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  const names = new Map<string, string>();

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    const program = await signIn(server);
    const school = await makeSchool(program, { phase: 'primary' });
    const senco = await makeStaff(server, program, school);
    names.set('program', program.token!);
    names.set('senco', senco.api.token!);
    names.set('staff', senco.staffId);
    const { id } = await makePupil(program, school, { dateOfBirth: '2017-03-09' });
    names.set('pupil', id);
    const enrolments = program.get<Page<{ id: string }>>(`/api/v1/pupils/${id}/enrolments`);
    names.set('enrolment', (await program.expect(enrolments)).data[0]!.id);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const filled = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (all, name: string) => names.get(name) ?? all);

  it.each(stepsOf(PAGE))('$title answers as the page says', async ({ makes, request, answer }) => {
    const [head, body] = filled(request).split('\n\n') as [string, string?];
    const [line, ...lines] = head.trim().split('\n');
    const [method, path] = line!.split(' ') as [string, string];
    const headers = Object.fromEntries(lines.map((it) => it.split(': ') as [string, string]));
    const open = new ApiClient(server, null);
    const got = await open.send<{ id?: string }>(method, path, { headers, ...(body && { body }) });
    if (answer === null) expect(got).toMatchObject({ status: method === 'POST' ? 201 : 200 });
    else expect(got.body).toMatchObject(JSON.parse(filled(answer)) as object);
    if (makes) names.set(makes, got.body.id!);
  });
});
