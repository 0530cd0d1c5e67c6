import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  type OpenApiDocument,
  type Operation,
  operationsOf,
  readDocument,
  scopesOf,
} from './support/openapi.js';
import { startServer, type TestServer } from './support/server.js';

const ROOT = resolve(import.meta.dirname, '..');

/** An error as the server explains it at the path of its type. */
interface ExplainedError {
  readonly code: string;
  readonly type: string;
  readonly status: number;
  readonly title: string;
}

describe('the OpenAPI document', () => {
  let database: TestDatabase;
  let server: TestServer;
  let document: OpenApiDocument;
  let operations: Operation[];
  let errors: ExplainedError[];

  beforeAll(async () => {
    database = await DATABASES[0]!.make();
    server = await startServer(database);
    document = await readDocument(server);
    operations = operationsOf(document);
    ({ data: errors } = (await (await fetch(`${server.url}/errors`)).json()) as { data: ExplainedError[] });
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  /** The operations for which something is not so. */
  const without = (holds: (it: Operation) => boolean) =>
    operations.filter((it) => !holds(it)).map((it) => it.operationId);

  it('is OpenAPI 3.1, and each operation has an id of its own', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info).toMatchObject({ title: 'Espalier', version: expect.any(String) });
    const ids = operations.map((it) => it.operationId);
    expect(ids.filter((it, i) => ids.indexOf(it) !== i)).toEqual([]);
    expect(ids.length).toBeGreaterThan(20);
  });

  it('refers to nothing that is not in it', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((it) => it[1]!);
    const dangling = references.filter((it) => {
      const name = /^#\/components\/schemas\/([^/]+)$/.exec(it)?.[1];
      return !name || !Object.hasOwn(document.components.schemas, name);
    });
    expect(dangling).toEqual([]);
    expect(JSON.stringify(document)).not.toContain('"nullable"');
  });

  it('has each schema once: classes of one name would share what is described of them', () => {
    const declared = execFileSync('grep', ['-rhoE', '^export class \\w+', 'src', '--include=*.ts'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const names = declared.trim().split('\n');
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((it, i) => names.indexOf(it) !== i)).toEqual([]);
  });

  it('has for each operation a summary, and a scope that there is', () => {
    const scopes = new Set(scopesOf(document));
    expect(without((it) => (it.summary ?? '').length > 4)).toEqual([]);
    expect(without((it) => it.scope === null || scopes.has(it.scope))).toEqual([]);
  });

  it('describes every path parameter and types every parameter', () => {
    expect(
      without((it) => {
        const inPath = (it.parameters ?? []).filter((one) => one.in === 'path');
        return (
          it.pathNames.every((name) => inPath.some((one) => one.name === name)) &&
          inPath.every((one) => one.required === true && !!one.description) &&
          (it.parameters ?? []).every((one) => one.schema?.type !== undefined)
        );
      }),
    ).toEqual([]);
  });

  it('has an example for each body, that fits the body’s schema', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'document', components: document.components });
    const faults: unknown[] = [];
    for (const { operationId, requestBody } of operations) {
      for (const [type, { schema, example }] of Object.entries(requestBody?.content ?? {})) {
        if (type === 'multipart/form-data') continue;
        const text = JSON.stringify(schema).replaceAll('"#/components', '"document#/components');
        const fits = ajv.compile(JSON.parse(text) as object);
        if (example === undefined || !fits(example)) faults.push([operationId, example, fits.errors]);
      }
    }
    expect(faults).toEqual([]);
  });

  it('closes bodies to members that it does not describe', () => {
    const open = Object.entries(document.components.schemas).filter(
      ([name, schema]) => name.endsWith('Dto') && schema['additionalProperties'] !== false,
    );
    expect(open.map(([name]) => name)).toEqual([]);
  });

  it('says of each operation what it answers and which errors it can answer with', () => {
    const signIn = operations.filter((it) => it.scope === null).map((it) => it.operationId);
    expect(without((it) => Object.keys(it.responses).some((status) => status < '300'))).toEqual([]);
    expect(without((it) => it.operationId === 'signIn.token' || (it['x-errors'] ?? []).length > 0)).toEqual(
      [],
    );
    expect(
      without((it) => (it['x-errors'] ?? []).every((code) => errors.some((one) => one.code === code))),
    ).toEqual([]);
    const statusOf = (code: string) => String(errors.find((one) => one.code === code)!.status);
    expect(
      without(
        (it) =>
          signIn.includes(it.operationId) ||
          (it['x-errors'] ?? []).every((code) => {
            const answer = it.responses[statusOf(code)];
            const problem = answer?.content?.['application/problem+json'];
            return problem?.example !== undefined && answer!.description!.includes(`\`${code}\``);
          }),
      ),
    ).toEqual([]);
    expect(without((it) => it.pathNames.length === 0 || it['x-errors']!.includes('not-found'))).toEqual([]);
    expect(
      without(
        (it) =>
          !it.requestBody ||
          it.operationId === 'signIn.token' ||
          it['x-errors']!.includes('validation-failed'),
      ),
    ).toEqual([]);
  });

  it('shows the headers that writing needs', () => {
    const headersOf = (it: Operation) =>
      (it.parameters ?? []).filter((one) => one.in === 'header').map((one) => one.name);
    expect(without((it) => it.method !== 'PATCH' || headersOf(it).includes('If-Match'))).toEqual([]);
    const created = operations.filter((it) => it.responses['201']?.headers);
    expect(
      created.filter((it) => !headersOf(it).includes('Idempotency-Key')).map((it) => it.operationId),
    ).toEqual([]);
    // A plugin is found by its name, a transition makes no resource of its own, a group's session makes several.
    const unplaced = created.filter((it) => !('Location' in it.responses['201']!.headers!));
    expect(unplaced.map((it) => it.operationId)).toEqual([
      'plugins.install',
      'interventions.transition',
      'interventionSessions.recordGroup',
    ]);
  });

  it('leaves filters empty, of which Swagger UI would send an example that nobody chose', () => {
    const optional = operations.flatMap((it) =>
      (it.parameters ?? []).filter((one) => one.in === 'query' && !one.required),
    );
    expect(optional.filter((it) => it.schema?.example !== undefined)).toEqual([]);
    expect(optional.find((it) => it.name === 'surname')?.schema?.examples).toHaveLength(1);
  });

  it('is shown by Swagger UI', async () => {
    const page = await fetch(`${server.url}/docs/`);
    expect([page.status, (await page.text()).includes('swagger-ui')]).toEqual([200, true]);
  });

  it('is where the root of the server leads, without a token', async () => {
    const answer = await fetch(server.url, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/docs']);
    expect((await fetch(server.url)).headers.get('content-type')).toContain('text/html');
  });

  it('each error is explained at the path of its type', async () => {
    for (const it of errors) expect(await (await fetch(server.url + it.type)).json()).toEqual(it);
  });

  it('the errors are the table of docs/integrators/errors.md', () => {
    const page = readFileSync(resolve(ROOT, 'docs/integrators/errors.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| (\d{3}) +\| (.+?) +\| (.+?) +\|$/gm)];
    expect(rows.map(([, code, status, title]) => [code, Number(status), title])).toEqual(
      errors.map(({ code, status, title }) => [code, status, title]),
    );
    expect(rows.filter(([, , , , advice]) => advice!.length < 20).map((it) => it[1])).toEqual([]);
  });

  it('the errors have none that nothing answers with', () => {
    const grep = (code: string) =>
      execFileSync('grep', ['-rlE', `'${code}'`, 'src', '--include=*.ts'], { cwd: ROOT, encoding: 'utf8' });
    const declared = ['src/common/errors/catalogue.ts', 'src/auth/routes/route.decorators.ts'];
    const unused = errors
      .map((it) => it.code)
      .filter((code) => {
        const files = grepOrNothing(() => grep(code)).filter(
          (it) => !declared.includes(it) && !/spec|controller/.test(it),
        );
        return files.length === 0;
      });
    expect(unused).toEqual([]);
  });
});

function grepOrNothing(grep: () => string): string[] {
  try {
    return grep().trim().split('\n');
  } catch {
    return [];
  }
}
