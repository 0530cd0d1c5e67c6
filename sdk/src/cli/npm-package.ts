import { gzipSync } from 'node:zlib';
import { Header } from 'tar';
import { CliError } from './command.js';

/** npm's own time for files in a package, so that the same files give the same bytes. Source: npm-packlist, pacote. */
const mtime = new Date('1985-10-26T08:15:00.000Z');
const block = 512;

/** The name that npm gives a package's file: `@st-aldates/catch-up` 1.2.0 → `st-aldates-catch-up-1.2.0.tgz`. */
export function packageFileName(name: string, version: string): string {
  return `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`;
}

/** An npm package of these files (path without `package/` → content), the same bytes for the same files. */
export function npmPackage(files: ReadonlyMap<string, Buffer>): Buffer {
  const blocks = [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, content]) => [
      headerOf(`package/${path}`, content.length),
      content,
      Buffer.alloc((block - (content.length % block)) % block),
    ]);
  const tgz = gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * block)]), { level: 9 });
  tgz[9] = 255; // the operating system that packed it: unknown
  return tgz;
}

function headerOf(path: string, size: number): Buffer {
  const header = new Header({ path, size, mode: 0o644, mtime, type: 'File' });
  const bytes = Buffer.alloc(block);
  if (header.encode(bytes)) throw new CliError(`${path}: the path is too long for a package`);
  return bytes;
}
