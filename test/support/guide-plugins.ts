import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { packPlugin } from './plugin-packages.js';

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '../..');

const COMPILER = {
  compilerOptions: {
    ...{ target: 'ESNext', module: 'NodeNext', moduleResolution: 'NodeNext', lib: ['ESNext'] },
    ...{ strict: true, noEmit: true, types: [] },
  },
  include: ['src', 'espalier-env.d.ts'],
};

/** The first fenced block of a language on a page. */
function firstBlock(page: string, language: string): string {
  const block = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(page)?.[1];
  if (block === undefined) throw new Error(`The page has no block of ${language}`);
  return block;
}

/**
 * The package of the plugin that a guide shows, by its first blocks of JSON (`package.json`) and TypeScript: compiled
 * against the types of its manifest, and packed by the SDK's own command.
 */
export async function packGuide(path: string): Promise<Buffer> {
  const page = await readFile(join(ROOT, path), 'utf8');
  const folder = await mkdtemp(join(tmpdir(), 'espalier-guide-'));
  try {
    await mkdir(join(folder, 'node_modules/@espalier'), { recursive: true });
    await symlink(join(ROOT, 'sdk'), join(folder, 'node_modules/@espalier/sdk'), 'dir');
    await mkdir(join(folder, 'src'));
    await writeFile(join(folder, 'package.json'), firstBlock(page, 'json'));
    await writeFile(join(folder, 'src/plugin.ts'), firstBlock(page, 'ts'));
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(COMPILER));
    await run(process.execPath, [join(ROOT, 'sdk/dist/cli/main.js'), 'types', folder]);
    await run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder]);
    return await packPlugin(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
