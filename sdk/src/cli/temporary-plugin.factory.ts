import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { packageJson } from '../manifest/manifest.factory.js';
import { runCli } from './run-cli.js';

const sources = fileURLToPath(new URL('..', import.meta.url));

/** The plugin of the author's guide. */
export const guidePlugin = `import { definePlugin, insufficientData, noAction, recommend } from '@espalier/sdk';

export default definePlugin({
  policies: {
    'reading-catch-up'(learner, { settings, asOf }) {
      const latest = learner.results.reading?.at(-1);
      if (latest?.value == null) return insufficientData(['results:reading']);
      if (latest.value >= settings.threshold) return noAction();
      return recommend({
        rule: 'below-threshold', wave: 2, provisionType: 'reading-group', subject: 'reading',
        reason: \`KS2 reading \${latest.value}, threshold \${settings.threshold}\`,
        evidence: [{ input: 'results:reading', value: latest.value, expected: settings.threshold }],
        reviewBy: asOf.add({ weeks: 12 }),
      });
    },
  },
});
`;

/** A plugin's folder on disk, with this SDK's sources as its \`@espalier/sdk\`. */
export class TemporaryPlugin {
  private constructor(readonly folder: string) {}

  static async create(files: Readonly<Record<string, string>> = {}): Promise<TemporaryPlugin> {
    const plugin = new TemporaryPlugin(await mkdtemp(path.join(tmpdir(), 'espalier-plugin-')));
    const sdk = path.join(plugin.folder, 'node_modules/@espalier/sdk');
    await mkdir(sdk, { recursive: true });
    await symlink(sources, path.join(sdk, 'src'), 'dir');
    await plugin.write(
      'node_modules/@espalier/sdk/package.json',
      JSON.stringify({ exports: './src/index.ts' }),
    );
    await plugin.write('package.json', JSON.stringify(packageJson()));
    await plugin.write('src/plugin.ts', guidePlugin);
    for (const [file, text] of Object.entries(files)) await plugin.write(file, text);
    return plugin;
  }

  async write(file: string, text: string | Buffer): Promise<void> {
    const absolute = path.join(this.folder, file);
    await mkdir(path.dirname(absolute), { recursive: true });
    await writeFile(absolute, text);
  }

  read(file: string): Promise<Buffer> {
    return readFile(path.join(this.folder, file));
  }

  removeFile(file: string): Promise<void> {
    return rm(path.join(this.folder, file));
  }

  /** Runs a command on this folder; the lines it printed, and its exit code. */
  async run(command: string, ...args: string[]) {
    return runInTest([command, this.folder, ...args]);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/** Runs one command line with this on standard input, which somebody types where it is a terminal. */
export async function runInTest(args: readonly string[], stdin = '', { terminal = false } = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await runCli(args, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    prompt: (text) => err.push(text),
    stdin: Object.assign(Readable.from([stdin]), { isTTY: terminal }),
  });
  return { exitCode, out, err };
}
