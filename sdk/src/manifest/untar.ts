import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import type { ManifestError } from './manifest-error.js';
import type { PackageLimits } from './package-limits.js';

/** What an npm package unpacks to, in memory: path without `package/` → bytes. */
export type Unpacked =
  | { readonly ok: true; readonly files: ReadonlyMap<string, Buffer> }
  | { readonly ok: false; readonly errors: readonly ManifestError[] };

const unzip = promisify(gunzip);
const root = 'package/';

/** Longer ones cannot be unpacked everywhere. */
const mostPathChars = 255;

/** Windows separators and control characters; `\p{Cc}` is Unicode's class of these. */
const unsafeCharacter = /[\\\p{Cc}]/u;

/** Unpacks a gzipped tar archive of plain files under `package/`. Nothing is written to disk. */
export async function untar(tgz: Buffer, limits: PackageLimits): Promise<Unpacked> {
  const refuse = (code: string, detail: string, pointer = ''): Unpacked => ({
    ok: false,
    errors: [{ pointer, code, detail }],
  });
  if (tgz.length > limits.packageBytes) {
    return refuse(
      'package-too-large',
      `the package may have ${limits.packageBytes} bytes, it has ${tgz.length}`,
    );
  }
  let tar: Buffer;
  try {
    tar = await unzip(tgz, { maxOutputLength: limits.unpackedBytes });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? refuse('unpacked-too-large', `the package unpacks to more than ${limits.unpackedBytes} bytes`)
      : refuse('not-a-package', 'the file is not a gzipped npm package');
  }
  if (!isTar(tar)) return refuse('not-a-package', 'the file is not an npm package: no tar archive in it');
  const reading = readEntries(tar, limits);
  return reading.ok ? reading : refuse(reading.code, reading.detail, reading.path);
}

/*
 * The magic of POSIX and GNU archives, which is what npm writes. The first byte must not be gzip's or zstd's:
 * the parser would unpack a compressed archive in the archive, past the cap above.
 */
function isTar(tar: Buffer): boolean {
  if (tar.length === 0 || tar.length % 512 !== 0 || tar[0] === 0x1f || tar[0] === 0x28) return false;
  return tar.toString('latin1', 257, 262) === 'ustar';
}

type Entries =
  | { readonly ok: true; readonly files: ReadonlyMap<string, Buffer> }
  | { readonly ok: false; readonly code: string; readonly detail: string; readonly path: string };

function readEntries(tar: Buffer, limits: PackageLimits): Entries {
  const files = new Map<string, Buffer>();
  const seen = new SeenPaths();
  let entries = 0;
  let problem: Exclude<Entries, { ok: true }> | null = null;
  const fail = (code: string, detail: string, path = '') => {
    problem ??= { ok: false, code, detail, path };
  };
  const parser = new Parser({ maxMetaEntrySize: 64 * 1024 });
  parser.on('warn', (_code: string, message: string | Error) => {
    fail('not-a-package', `the archive is damaged: ${message instanceof Error ? message.message : message}`);
  });
  parser.on('error', (error: Error) => fail('not-a-package', `the archive is damaged: ${error.message}`));
  parser.on('ignoredEntry', ({ type, path }: ReadEntry) =>
    fail('not-a-file', `must be a plain file, not ${type}`, path),
  );
  parser.on('entry', (entry: ReadEntry) => {
    const chunks: Buffer[] = [];
    entries += 1;
    if (entries > limits.entries) fail('too-many-entries', `the package may have ${limits.entries} entries`);
    const wrong = problem ? null : wrongEntry(entry, seen);
    if (wrong) fail(wrong.code, wrong.detail, entry.path);
    entry.on('data', (chunk: Buffer) => void chunks.push(chunk));
    entry.on('end', () => {
      if (!problem && entry.type !== 'Directory')
        files.set(entry.path.slice(root.length), Buffer.concat(chunks));
    });
    entry.resume();
  });
  try {
    parser.end(tar);
  } catch (error) {
    fail('not-a-package', `the archive is damaged: ${(error as Error).message}`);
  }
  return (problem as Entries | null) ?? { ok: true, files };
}

/**
 * The paths of an archive as file systems see them that tell neither upper from lower case nor ways to compose a
 * letter: one must not take the place of another there.
 */
class SeenPaths {
  private readonly files = new Map<string, string>();
  private readonly folders = new Set<string>();

  /** What is wrong with one more path; takes it where nothing is. */
  add(path: string, isFolder: boolean): { readonly code: string; readonly detail: string } | null {
    const folded = path.normalize('NFC').toLowerCase();
    const parents = folded.split('/').map((_part, i, parts) => parts.slice(0, i).join('/'));
    const other = this.files.get(folded);
    if (other !== undefined && other !== path) {
      return { code: 'colliding-path', detail: `differs from ${other} by upper and lower case alone` };
    }
    if (other !== undefined && !isFolder)
      return { code: 'duplicate-path', detail: 'stands in the package twice' };
    const above = isFolder ? [...parents, folded] : parents;
    if (above.some((it) => this.files.has(it)) || (!isFolder && this.folders.has(folded))) {
      return { code: 'colliding-path', detail: 'is a file and a folder' };
    }
    for (const it of above) this.folders.add(it);
    if (!isFolder) this.files.set(folded, path);
    return null;
  }
}

function wrongEntry({ type, path }: ReadEntry, seen: SeenPaths) {
  if (type !== 'File' && type !== 'OldFile' && type !== 'Directory') {
    return { code: 'not-a-file', detail: `must be a plain file, not ${type}` };
  }
  const isFolder = type === 'Directory';
  const parts = (isFolder ? path.replace(/\/$/, '') : path).split('/');
  const unsafe = unsafeCharacter.test(path) || parts.some((part) => ['', '.', '..'].includes(part));
  if (unsafe || !(path.startsWith(root) || (isFolder && parts.join('/') === 'package'))) {
    return { code: 'unsafe-path', detail: 'must lie under package/, as every path of a package' };
  }
  if (path.length > mostPathChars) {
    return { code: 'path-too-long', detail: `may have ${mostPathChars} characters` };
  }
  return seen.add(parts.join('/'), isFolder);
}
