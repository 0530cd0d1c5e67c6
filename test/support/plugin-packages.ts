import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import {
  bundleDigest,
  readPackage,
  readSigningKey,
  signatureFile,
  signPackage,
} from '@espalier/sdk/manifest';
import { npmPackage } from '../../sdk/src/cli/npm-package.js';
import {
  configuration,
  espalier,
  ladderPackage,
  packageJson,
  policy,
  threshold,
} from '../../sdk/src/manifest/manifest.factory.js';

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '../..');
const CLI = join(ROOT, 'sdk/dist/cli/main.js');

/** Packs a plugin's folder with the SDK's own command and hands back the package's bytes. */
export async function packPlugin(folder: string): Promise<Buffer> {
  const out = await mkdtemp(join(tmpdir(), 'espalier-pack-'));
  try {
    const { stdout } = await run(process.execPath, [
      CLI,
      'pack',
      resolve(ROOT, folder),
      '--out',
      out,
      '--json',
    ]);
    const { file } = JSON.parse(stdout) as { file: string };
    return await readFile(resolve(out, file));
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** A package with the signature of its publisher in it, by a private key as `espalier keygen` writes it. */
export async function signedPackage(bytes: Buffer, privateKey: string): Promise<Buffer> {
  const [reading, signing] = [await readPackage(bytes), readSigningKey(privateKey)];
  if (!reading.ok || !signing.ok) throw new Error('what cannot be read cannot be signed');
  return npmPackage(new Map([...reading.contents, [signatureFile, signPackage(reading, signing.key)]]));
}

/** A multipart body with the package in its field. */
export function packageForm(bytes: Buffer): FormData {
  const form = new FormData();
  form.append('package', new Blob([new Uint8Array(bytes)], { type: 'application/gzip' }), 'plugin.tgz');
  return form;
}

/** A plugin that answers `noAction` for everybody. */
export const QUIET_BUNDLE =
  '"use strict"; module.exports.default = { policies: { "reading-catch-up": () => ({ kind: "noAction" }) } };';

/** A plugin that recommends the same for everybody. */
export const RECOMMENDING_BUNDLE = `"use strict"; module.exports.default = { policies: { "reading-catch-up": () => ({
  kind: "recommend", rule: "always", wave: 2, provisionType: "reading-group", subject: null, urgent: false,
  reason: "Example", evidence: [], reviewBy: null }) } };`;

/** A plugin that would teach everybody the same, and all of them together. */
export const SAME_FOR_ALL_BUNDLE = `"use strict"; module.exports.default = { policies: { "reading-catch-up": (group) => {
  const verdict = { kind: "differentiate", rule: "all", tier: "core", reason: "Example", evidence: [] };
  const learners = group.learners.map(({ ref }) => ({ ref, verdict }));
  const refs = learners.map((it) => it.ref);
  return { learners, suggestedGroups: [{ title: "All", refs, reason: "Example" }] }; } } };`;

/** A plugin that gives nobody a place. */
export const UNFUNDED_BUNDLE = `"use strict"; module.exports.default = { policies: { "reading-catch-up": (round) => ({
  funded: [], unfunded: round.requests.map(({ ref }) => ({ ref, why: "policy", reason: "Example" })) }) } };`;

/**
 * A package of the guide's plugin that no command packed, so that it can be as bad as it likes: `members` go over
 * its `package.json`, `policyMembers` over its one policy, `files` beside them.
 */
export function makePackage({
  members = {},
  policyMembers = {},
  espalierMembers = {},
  bundle = QUIET_BUNDLE,
  recorded = bundle,
  files = {},
}: {
  readonly members?: Record<string, unknown>;
  readonly policyMembers?: Record<string, unknown>;
  readonly espalierMembers?: Record<string, unknown>;
  readonly bundle?: string;
  /** The bundle whose digest the manifest records. */
  readonly recorded?: string;
  readonly files?: Readonly<Record<string, string>>;
}): Buffer {
  const bytes = Buffer.from(recorded);
  const manifest = packageJson({
    espalier: espalier({
      contributes: {
        policies: [policy({ inputs: ['yearGroup'], triggers: [], ...policyMembers })],
        configuration: configuration({ threshold: threshold() }),
      },
      bundle: { digest: bundleDigest(bytes), size: bytes.length },
      ...espalierMembers,
    }),
    ...members,
  });
  return npmPackage(
    new Map([
      ['package.json', Buffer.from(JSON.stringify(manifest))],
      ['dist/plugin.js', Buffer.from(bundle)],
      ...Object.entries(files).map(([path, text]): [string, Buffer] => [path, Buffer.from(text)]),
    ]),
  );
}

/** A package without code, which brings a ladder and a reading group unless `contributes` says otherwise. */
export function makeLadderPackage(
  members: { readonly name: string; readonly version?: string },
  contributes: Record<string, unknown> = {},
): Buffer {
  const manifest = ladderPackage(contributes, members);
  return npmPackage(new Map([['package.json', Buffer.from(JSON.stringify(manifest))]]));
}
