import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readPackage } from '@espalier/sdk/manifest';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

let folder: string;

beforeAll(async () => {
  const sdk = path.join(root, 'sdk');
  if (!existsSync(path.join(sdk, 'dist/cli/main.js'))) await run('npm', ['run', 'build'], { cwd: sdk });
  folder = await mkdtemp(path.join(tmpdir(), 'espalier-author-'));
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a program in the author's folder, as the author would; its standard output. */
async function author(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(program, args, { cwd: folder });
  return stdout;
}

async function write(file: string, text: string): Promise<void> {
  const absolute = path.join(folder, file);
  await mkdir(path.dirname(absolute), { recursive: true });
  await writeFile(absolute, text);
}

/** The blocks of code of one language in the SDK's README, which this test follows. */
async function readmeBlocks(language: string): Promise<string[]> {
  const readme = await readFile(path.join(root, 'sdk/README.md'), 'utf8');
  return [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(
    (match) => match[1] ?? '',
  );
}

/** Type-checks the author's folder with TypeScript; its exit code and errors. */
async function typeCheck(): Promise<string> {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const options = ['--noEmit', '--strict', '--target', 'es2024', '--module', 'nodenext'];
  const files = ['src/plugin.ts', 'espalier-env.d.ts'];
  return run(process.execPath, [tsc, ...options, ...files], { cwd: folder }).then(
    ({ stdout }) => stdout,
    (error: unknown) => (error as { stdout: string }).stdout,
  );
}

test('an author installs the SDK in an empty folder, follows its README, and gets a package hosts can read', async () => {
  const [packed] = JSON.parse(
    (await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: path.join(root, 'sdk') }))
      .stdout,
  ) as { filename: string; files: { path: string }[] }[];
  const shipped = packed!.files.map((file) => file.path);
  expect(shipped).toEqual(
    expect.arrayContaining([
      ...['package.json', 'README.md', 'dist/index.d.ts', 'dist/cli/main.js'],
      'dist/manifest/manifest.schema.json',
      'templates/intervention/src/plugin.ts',
    ]),
  );
  expect(shipped.filter((file) => /\.spec\.|\.factory\.|\.map$|^src\//.test(file))).toEqual([]);

  const [manifest] = await readmeBlocks('json');
  const [source] = await readmeBlocks('ts');
  await write('package.json', manifest!);
  await author('npm', 'install', '--no-audit', '--no-fund', '--save-dev', `./${packed!.filename}`);

  expect(await author('npx', 'espalier', 'types')).toBe('espalier-env.d.ts written\n');
  await write('src/plugin.ts', source!);
  expect(await typeCheck()).toBe('');
  await write('src/plugin.ts', source!.replace('learner.results.reading', 'learner.targets.reading'));
  expect(await typeCheck()).toContain("Property 'targets' does not exist");
  await write('src/plugin.ts', source!);

  const file = 'st-aldates-reading-catch-up-1.0.0.tgz';
  expect(await author('npx', 'espalier', 'pack')).toContain(`package  ${file}, `);
  const first = await readFile(path.join(folder, file));
  await author('npx', 'espalier', 'pack');
  expect((await readFile(path.join(folder, file))).equals(first)).toBe(true);

  expect(await author('npx', 'espalier', 'create', '@st-aldates/next', '--yes')).toContain(
    'in next: 10 files',
  );
  expect(await author('npx', 'espalier', 'pack', 'next')).toContain('st-aldates-next-0.1.0.tgz, ');

  expect(await readPackage(first)).toMatchObject({
    ok: true,
    manifest: { name: '@st-aldates/reading-catch-up', policies: [{ id: 'reading-catch-up' }] },
  });
}, 60_000);
