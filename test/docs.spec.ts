import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { limitVariables } from '../src/config/limits.js';
import { expectedNumbers } from './fixtures/uci/expected-numbers.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const NOT_OURS = new Set(['node_modules', 'dist', 'coverage', 'data', '.git']);

const pages = pagesIn(root).sort();

/** The pages below a folder, as paths from the root; folders that are not ours, which others write to, stay shut. */
function pagesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((it) => {
    if (NOT_OURS.has(it.name)) return [];
    const path = join(folder, it.name);
    if (it.isDirectory()) return pagesIn(path);
    return it.name.endsWith('.md') ? [relative(root, path)] : [];
  });
}

interface Fence {
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a page, those in lists too. */
function fencesOf(page: string): Fence[] {
  return [...read(page).matchAll(/^( *)```(\w*)[^\n]*\n([^]*?)^\1```$/gm)].map(([, , language, text]) => ({
    language: language!,
    text: text!,
  }));
}

function withoutFences(page: string): string {
  return read(page).replaceAll(/^( *)```[^]*?^\1```$/gm, '');
}

/** The anchor that code hosts give a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function anchorsOf(page: string): string[] {
  return [...withoutFences(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading!));
}

function linkFaults(page: string): string[] {
  const targets = [...withoutFences(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
  return targets
    .filter((it) => !/^[a-z]+:/.test(it))
    .filter((target) => {
      const [path, anchor] = target.split('#') as [string, string?];
      const file = path === '' ? page : join(dirname(page), path);
      return !existsSync(join(root, file)) || (anchor !== undefined && !anchorsOf(file).includes(anchor));
    });
}

/** Cells of the first column of the table under a heading, without their backticks. */
function firstColumn(page: string, heading: string): string[] {
  const section = read(page).split(`${heading}\n`)[1]?.split(/^#/m)[0] ?? '';
  return [...section.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name!);
}

/** Paths of the API in the commands of a page: what stands in them for an id counts as a parameter. */
function pathsCalled(page: string): string[] {
  return fencesOf(page)
    .filter((it) => it.language === 'sh')
    .flatMap(({ text }) => [
      ...[...text.matchAll(/(?:\$API|\bapi "?|\bas_staff )(\/[^\s"'?\\]*)/g)].map(
        ([, path]) => `/api/v1${path!}`,
      ),
      ...[...text.matchAll(/localhost:3000(\/(?:api|oauth)[^\s"'?\\]*)/g)].map(([, path]) => path!),
    ])
    .filter((it) => it !== '/api/v1/openapi.json' && it !== '/api/v1');
}

interface ResourceRow {
  readonly paths: readonly string[];
  readonly scopes: readonly string[];
}

/** The rows of the tables of paths and scopes, whatever the parameters are called. */
function resourceRows(page: string): ResourceRow[] {
  const rows = [...read(page).matchAll(/^\| (`\/(?!oauth|api)[^|]*)\| ([^|]*)\|/gm)];
  return rows.map(([, paths, scopes]) => ({
    paths: quoted(paths!).map((path) => nameless(`/api/v1${path}`)),
    scopes: quoted(scopes!).sort(),
  }));
}

function quoted(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text!);
}

function nameless(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, '{}');
}

/** The scopes that each path of the API asks for. */
function scopesByPath(): Map<string, string[]> {
  return new Map(
    Object.entries(openapi().paths)
      .map(([path, operations]): [string, string[]] => [
        nameless(path),
        [
          ...new Set(
            Object.values(operations).flatMap((it) => it.security?.flatMap((by) => by['client'] ?? []) ?? []),
          ),
        ].sort(),
      ])
      .filter(([, scopes]) => scopes.length > 0),
  );
}

interface OpenApi {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly security?: readonly Readonly<Record<string, string[]>>[] }>>
    >
  >;
}

function openapi(): OpenApi {
  return JSON.parse(read(openapiFile)) as OpenApi;
}

function matches(path: string, template: string): boolean {
  const parts = path.split('/');
  const wanted = template.split('/');
  return (
    parts.length === wanted.length &&
    wanted.every((part, i) => part === parts[i] || (part.startsWith('{') && /^[$@%]/.test(parts[i]!)))
  );
}

const openapiFile = 'test/openapi.json';
/** A test against the reviewed contract, where the working tree has it. */
const itOfTheContract = existsSync(join(root, openapiFile)) ? it : it.skip;

describe('the documents', () => {
  it.each(pages)('%s links to what is there', (page) => {
    expect(linkFaults(page)).toEqual([]);
  });

  it.each(pages)('%s has JSON that is JSON', (page) => {
    const blocks = fencesOf(page).filter((it) => it.language === 'json');
    expect(() => blocks.map((it) => JSON.parse(it.text) as unknown)).not.toThrow();
  });

  it('the index links to every guide', () => {
    const guides = pages.filter((it) => it.startsWith('docs/') && !it.startsWith('docs/decisions/'));
    const index = read('docs/README.md');
    expect(
      guides
        .filter((it) => it !== 'docs/README.md')
        .filter((it) => !index.includes(`(${it.slice('docs/'.length)})`)),
    ).toEqual([]);
  });

  it('the README names every variable of the environment, and no other', () => {
    const inCode = [...read('src/config/config.ts').matchAll(/env\['([A-Z_]+)'\]|env, '([A-Z_]+)'/g)].map(
      ([, member, argument]) => member ?? argument!,
    );
    const known = [...new Set([...inCode, ...limitVariables])].sort();
    expect(firstColumn('README.md', '## Environment').sort()).toEqual(known);
  });

  it.each(['README.md', 'CONTRIBUTING.md', 'docs/administrators/running.md'])(
    '%s names npm scripts that exist',
    (page) => {
      const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
      const named = [...read(page).matchAll(/\bnpm (?:run ([a-z:-]+)|(start|test)\b)/g)].map(
        ([, script, short]) => script ?? short!,
      );
      expect(named.filter((it) => !(it in scripts))).toEqual([]);
      expect(named.length).toBeGreaterThan(0);
    },
  );

  it.each([
    ['2026-04-10', false],
    ['2026-07-10', false],
    ['2026-04-10', true],
    ['2026-07-10', true],
  ] as const)(
    'the first run has the numbers that the grades give as of %s, zeros left out: %s',
    (asOf, leftOut) => {
      const files = {
        mathematics: read('test/fixtures/uci/student-mat.csv'),
        portuguese: read('test/fixtures/uci/student-por.csv'),
      };
      const [before, after] = read('docs/first-run.md').split('results corrected\n') as [string, string];
      const lines = expectedNumbers(files, { asOf, withoutZeros: leftOut }).map(
        (it) =>
          `${asOf} ${it.school} ${it.cohort.slice(0, 3)}: ${it.pupils} pupils, recommend ${it.recommend}, ` +
          `watch ${it.watch}, noneNeeded ${it.noneNeeded}, insufficientData ${it.insufficientData}, notEvaluated 0`,
      );
      expect((leftOut ? after : before).split('\n')).toEqual(expect.arrayContaining(lines));
    },
  );

  itOfTheContract('the commands of the guides call routes that the API has', () => {
    const templates = Object.keys(openapi().paths);
    const calls = pages.flatMap((page) => pathsCalled(page).map((path) => ({ page, path })));
    expect(calls.filter(({ path }) => !templates.some((it) => matches(path, it)))).toEqual([]);
    expect(calls.length).toBeGreaterThan(10);
  });

  itOfTheContract('the page of resources has every path of the API with its scopes, and no other', () => {
    const scopes = scopesByPath();
    const rows = resourceRows('docs/integrators/resources.md');
    expect(rows.flatMap((it) => it.paths).sort()).toEqual([...scopes.keys()].sort());
    const asked = ({ paths }: ResourceRow) =>
      [...new Set(paths.flatMap((it) => scopes.get(it) ?? []))].sort();
    expect(rows).toEqual(rows.map((row) => ({ ...row, scopes: asked(row) })));
  });
});
