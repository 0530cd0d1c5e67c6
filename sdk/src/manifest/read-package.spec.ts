import { gzipSync } from 'node:zlib';
import { Header, Pax } from 'tar';
import { espalier, packageJson } from './manifest.factory.js';
import { packageLimits } from './package-limits.js';
import { bundleDigest, readPackage } from './read-package.js';

interface Entry {
  readonly path: string;
  readonly content?: string | Buffer;
  readonly type?: 'File' | 'SymbolicLink' | 'Link' | 'CharacterDevice' | 'FIFO' | 'Directory';
  readonly linkpath?: string;
}

function tarOf(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ path, content = '', type = 'File', linkpath }) => {
    const bytes = Buffer.from(content);
    const head = Buffer.alloc(512);
    new Header({ path, size: bytes.length, mode: 0o644, type, ...(linkpath ? { linkpath } : {}) }).encode(
      head,
    );
    return [head, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

const bundle = Buffer.from('"use strict";\nmodule.exports = { default: { policies: {} } };\n');

function manifest(main = bundle): Entry {
  const recorded = { digest: bundleDigest(main), size: main.length };
  const content = JSON.stringify(packageJson({ espalier: espalier({ bundle: recorded }) }));
  return { path: 'package/package.json', content };
}

/** A package with a file whose path has so many characters, as archives write those that fit no header. */
function longNamed(chars: number): Buffer {
  const path = `package/${'x'.repeat(chars - 'package/'.length)}`;
  const long = Buffer.concat([new Pax({ path }).encode(), tarOf([{ path: 'package/x' }])]);
  return Buffer.concat([tarOf([manifest(), plugin]).subarray(0, -1024), long]);
}

const plugin: Entry = { path: 'package/dist/plugin.js', content: bundle };
const pack = (...entries: Entry[]) => gzipSync(tarOf(entries));

async function codeOf(tgz: Buffer, limits = packageLimits): Promise<string> {
  const reading = await readPackage(tgz, limits);
  return reading.ok ? 'ok' : reading.errors.map(({ code }) => code).join(' ');
}

describe('readPackage', () => {
  test('a good package is read', async () => {
    const reading = await readPackage(
      pack(plugin, manifest(), { path: 'package/README.md', content: 'Read me' }),
    );
    expect(reading).toMatchObject({
      ok: true,
      manifest: { name: '@st-aldates/reading-catch-up', main: 'dist/plugin.js' },
      packageJson: { license: 'MIT' },
      bundle: bundle.toString(),
      digest: bundleDigest(bundle),
      files: [
        { path: 'dist/plugin.js', size: bundle.length },
        { path: 'package.json' },
        { path: 'README.md', size: 7 },
      ],
    });
  });

  test('folders in the package are let be', async () => {
    expect(await codeOf(pack({ path: 'package/dist/', type: 'Directory' }, manifest(), plugin))).toBe('ok');
  });

  test.each<[string, () => Buffer, string]>([
    ['nothing', () => Buffer.alloc(0), 'not-a-package'],
    ['a text', () => Buffer.from('not a package'), 'not-a-package'],
    ['a zip archive', () => Buffer.from('PK\u0003\u0004'.padEnd(2000)), 'not-a-package'],
    ['a tar archive without gzip', () => tarOf([manifest(), plugin]), 'not-a-package'],
    ['gzip of a text', () => gzipSync('a'.repeat(5000)), 'not-a-package'],
    ['half a gzip', () => pack(manifest(), plugin).subarray(0, 200), 'not-a-package'],
    ['gzip in gzip', () => gzipSync(pack(manifest(), plugin)), 'not-a-package'],
    [
      'a tar archive cut in a header',
      () => gzipSync(tarOf([manifest(), plugin]).subarray(0, -1700)),
      'not-a-package',
    ],
    [
      'a tar archive cut before its last file',
      () => gzipSync(tarOf([manifest(), plugin]).subarray(0, -1536)),
      'not-a-package',
    ],
    [
      'a header that was tampered with',
      () => {
        const tar = tarOf([manifest(), plugin]);
        tar[3] = 0x58;
        return gzipSync(tar);
      },
      'not-a-package',
    ],
    ['more than 5 MB', () => Buffer.alloc(packageLimits.packageBytes + 1), 'package-too-large'],
    ['a bomb', () => gzipSync(Buffer.alloc(200 * 1024 * 1024)), 'unpacked-too-large'],
    ['a path to the parent', () => pack(manifest(), plugin, { path: 'package/../../x' }), 'unsafe-path'],
    ['an absolute path', () => pack(manifest(), plugin, { path: '/etc/passwd' }), 'unsafe-path'],
    [
      'a path with a control character',
      () => pack(manifest(), plugin, { path: 'package/\u001bx' }),
      'unsafe-path',
    ],
    ['a Windows path', () => pack(manifest(), plugin, { path: 'package/..\\x' }), 'unsafe-path'],
    ['a path outside package/', () => pack(manifest(), plugin, { path: 'other/x' }), 'unsafe-path'],
    [
      'a long path to the parent',
      () => {
        const pax = new Pax({ path: '../../x' }).encode();
        return gzipSync(Buffer.concat([pax, tarOf([{ path: 'package/x' }, manifest(), plugin])]));
      },
      'unsafe-path',
    ],
    [
      'a symbolic link',
      () => pack(manifest(), plugin, { path: 'package/x', type: 'SymbolicLink', linkpath: '/' }),
      'not-a-file',
    ],
    [
      'a hard link',
      () => pack(manifest(), { path: 'package/dist/plugin.js', type: 'Link', linkpath: 'x' }),
      'not-a-file',
    ],
    [
      'a device',
      () => pack(manifest(), plugin, { path: 'package/x', type: 'CharacterDevice' }),
      'not-a-file',
    ],
    ['a pipe', () => pack(manifest(), plugin, { path: 'package/x', type: 'FIFO' }), 'not-a-file'],
    ['package.json twice', () => pack(manifest(), plugin, manifest()), 'duplicate-path'],
    [
      'two package.json by case',
      () => pack(manifest(), plugin, { ...manifest(), path: 'package/Package.JSON' }),
      'colliding-path',
    ],
    [
      'two names by the way a letter is composed',
      () => pack(manifest(), plugin, { path: 'package/caf\u00e9' }, { path: 'package/cafe\u0301' }),
      'colliding-path',
    ],
    [
      'a folder under a file',
      () => pack(manifest(), plugin, { path: 'package/dist/plugin.js/x' }),
      'colliding-path',
    ],
    [
      'a file in the place of a folder',
      () => pack(manifest(), plugin, { path: 'package/DIST' }),
      'colliding-path',
    ],
    [
      'a file and a folder of one name',
      () => pack(manifest(), plugin, { path: 'package/a' }, { path: 'package/a/', type: 'Directory' }),
      'colliding-path',
    ],
    [
      'a second way to write a path',
      () => pack(manifest(), plugin, { path: 'package//package.json', content: '{}' }),
      'unsafe-path',
    ],
    ['a path from here', () => pack(manifest(), plugin, { path: 'package/./x' }), 'unsafe-path'],
    ['a Windows drive', () => pack(manifest(), plugin, { path: 'C:\\x' }), 'unsafe-path'],
    [
      'a folder outside package/',
      () => pack({ path: 'other/', type: 'Directory' }, manifest(), plugin),
      'unsafe-path',
    ],
    ['a name of 256 characters', () => gzipSync(longNamed(256)), 'path-too-long'],
    [
      'a symbolic link over the bundle',
      () => pack(manifest(), plugin, { path: 'package/dist/plugin.js', type: 'SymbolicLink', linkpath: 'x' }),
      'not-a-file',
    ],
    [
      'a folder that is a link',
      () => pack({ path: 'package/dist', type: 'SymbolicLink', linkpath: '/tmp' }, manifest(), plugin),
      'not-a-file',
    ],
    [
      'a bomb in a bomb',
      () => gzipSync(gzipSync(gzipSync(Buffer.alloc(200 * 1024 * 1024)))),
      'not-a-package',
    ],
    ['a path twice', () => pack(manifest(), plugin, plugin), 'duplicate-path'],
    [
      'too many files',
      () => pack(manifest(), plugin, ...Array.from({ length: 199 }, (_, n) => ({ path: `package/${n}` }))),
      'too-many-entries',
    ],
    ['no package.json', () => pack(plugin), 'no-manifest'],
    [
      'a package.json that is no JSON',
      () => pack({ path: 'package/package.json', content: '{' }, plugin),
      'no-manifest',
    ],
    [
      'a package.json that is a list',
      () => pack({ path: 'package/package.json', content: '[]' }, plugin),
      'no-manifest',
    ],
    [
      'a package.json of brackets',
      () => pack({ path: 'package/package.json', content: '['.repeat(200_000) }, plugin),
      'no-manifest',
    ],
    [
      'a bad manifest',
      () => pack({ path: 'package/package.json', content: '{"name":"x"}' }, plugin),
      'required required required',
    ],
    ['no bundle', () => pack(manifest()), 'no-bundle'],
    [
      'no digest',
      () => pack({ path: 'package/package.json', content: JSON.stringify(packageJson()) }, plugin),
      'required',
    ],
    [
      'another bundle than was packed',
      () => pack(manifest(), { ...plugin, content: `${bundle.toString()} ` }),
      'digest-mismatch',
    ],
    [
      'a bundle that is not UTF-8',
      () => {
        const bytes = Buffer.from([0x22, 0xff, 0xfe, 0x22]);
        return pack(manifest(bytes), { ...plugin, content: bytes });
      },
      'bundle-not-text',
    ],
    [
      'a bundle over 256 KB',
      () => {
        const bytes = Buffer.alloc(packageLimits.bundleBytes + 1, 0x20);
        return pack(manifest(bytes), { ...plugin, content: bytes });
      },
      'bundle-too-large',
    ],
  ])('%s is refused', async (_name, tgz, expected) => {
    expect(await codeOf(tgz())).toBe(expected);
  });

  test('a bundle of exactly the limit and 200 files pass', async () => {
    const bytes = Buffer.alloc(packageLimits.bundleBytes, 0x20);
    const more = Array.from({ length: 198 }, (_, n) => ({ path: `package/${n}` }));
    expect(await codeOf(pack(manifest(bytes), { ...plugin, content: bytes }, ...more))).toBe('ok');
  });

  test('a name of exactly 255 characters, and the folders of names, pass', async () => {
    expect(await codeOf(gzipSync(longNamed(255)))).toBe('ok');
    const folders = ['package/', 'package/dist/', 'package/dist/'];
    expect(
      await codeOf(pack(...folders.map((path): Entry => ({ path, type: 'Directory' })), manifest(), plugin)),
    ).toBe('ok');
  });

  test('an archive in the package is a file like any other: nothing unpacks it', async () => {
    const nested = pack({ path: 'package/../../x', content: 'x' });
    expect(await codeOf(pack(manifest(), plugin, { path: 'package/more.tgz', content: nested }))).toBe('ok');
  });

  test('a deployment can lower the limits', async () => {
    expect(await codeOf(pack(manifest(), plugin), { ...packageLimits, bundleBytes: 10 })).toBe(
      'bundle-too-large',
    );
  });
});
