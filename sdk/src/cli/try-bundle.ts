import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Manifest } from '../manifest/manifest.js';
import { CliError } from './command.js';

const seconds = 10;
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const child = fileURLToPath(new URL(`./trial-activation.${extension}`, import.meta.url));

/** Evaluates the bundle in a real SES Compartment and makes sure that it has every policy of the manifest. */
export async function tryBundle(bundle: string, manifest: Manifest): Promise<void> {
  const { policies, error } = await activate(bundle);
  if (error !== undefined || !policies)
    throw new CliError(`the bundle does not load in the sandbox: ${error ?? ''}`);
  const declared = manifest.policies.map(({ id }) => id);
  const missing = declared.filter((id) => !policies.includes(id));
  if (missing.length > 0)
    throw new CliError(`the plugin has no function for the policy ${missing.join(', ')}`);
  const extra = policies.filter((id) => !declared.includes(id));
  if (extra.length > 0) throw new CliError(`the manifest does not declare the policy ${extra.join(', ')}`);
}

async function activate(bundle: string): Promise<{ policies?: string[]; error?: string }> {
  const process_ = spawn(
    process.execPath,
    ['--permission', '--allow-fs-read=*', '--max-old-space-size=64', '--no-warnings', child],
    { env: { TZ: 'UTC' }, stdio: ['pipe', 'pipe', 'ignore'], timeout: seconds * 1000, killSignal: 'SIGKILL' },
  );
  const ended = new Promise<NodeJS.Signals | number | null>((resolve, reject) => {
    process_.on('error', reject);
    process_.on('close', (code, signal) => resolve(signal ?? code));
  });
  // A child that ends before it has read everything says why by its exit.
  process_.stdin.on('error', () => undefined);
  process_.stdin.end(bundle);
  const [output, end] = await Promise.all([text(process_.stdout), ended]);
  if (end === 'SIGKILL') return { error: `it took more than ${seconds} s` };
  if (end !== 0) return { error: `its process ended (${String(end)})` };
  return JSON.parse(output) as { policies?: string[]; error?: string };
}
