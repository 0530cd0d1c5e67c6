import { chmod, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { readPackage } from '../manifest/read-package.js';
import { signatureFile } from '../manifest/package-signature.js';
import { npmPackage } from './npm-package.js';
import { runInTest, TemporaryPlugin } from './temporary-plugin.factory.js';

const packed = 'st-aldates-reading-catch-up-1.2.0.tgz';
let plugin: TemporaryPlugin;
let unsigned: Buffer;

const at = (file: string) => path.join(plugin.folder, file);
const keyId = async (file: string) => {
  const { out } = await runInTest(['verify', at(packed), '--key', at(file), '--json']);
  return (JSON.parse(out[0]!) as { keyId?: string }).keyId;
};

beforeAll(async () => {
  plugin = await TemporaryPlugin.create({ 'README.md': '# Reading', LICENSE: 'MIT' });
  await plugin.run('pack', '--out', plugin.folder);
  unsigned = await plugin.read(packed);
  await runInTest(['keygen', at('own.pem')]);
  await runInTest(['keygen', at('other.pem')]);
});
beforeEach(() => plugin.write(packed, unsigned));
afterEach(() => {
  delete process.env['ESPALIER_KEY_PASSPHRASE'];
  delete process.env['OF_THE_TEST'];
});
afterAll(() => plugin.remove());

const sign = (...args: string[]) => runInTest(['sign', at(packed), '--key', at('own.pem'), ...args]);
const verify = (...args: string[]) => runInTest(['verify', at(packed), ...args]);

describe('espalier keygen', () => {
  test('writes a private key that nobody else may read, and the public one beside it', async () => {
    const { exitCode, out } = await runInTest(['keygen', at('new.pem'), '--json']);
    const { privateKey, publicKey, keyId, encrypted } = JSON.parse(out[0]!) as Record<string, string>;
    expect({ exitCode, privateKey, publicKey, encrypted }).toEqual({
      exitCode: 0,
      privateKey: at('new.pem'),
      publicKey: at('new.pem.pub'),
      encrypted: false,
    });
    expect(keyId).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect((await stat(privateKey!)).mode & 0o777).toBe(0o600);
    expect(await readFile(publicKey!, 'utf8')).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  });

  test.each(['own.pem', 'new-with-old-public.pem'])('never writes over a key: %s', async (file) => {
    await plugin.write('new-with-old-public.pem.pub', 'old');
    const before = await plugin.read('own.pem');
    const { exitCode, out, err } = await runInTest(['keygen', at(file)]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: [] });
    expect(err).toEqual([expect.stringMatching(/is there already, and keys are never written over$/)]);
    expect((await plugin.read('own.pem')).equals(before)).toBe(true);
    await expect(plugin.read('new-with-old-public.pem')).rejects.toThrow('ENOENT');
  });

  test('a passphrase from the environment encrypts the key, and signing needs it', async () => {
    process.env['OF_THE_TEST'] = 'correct horse';
    const made = await runInTest(['keygen', at('secret.pem'), '--passphrase-env', 'OF_THE_TEST']);
    expect(made.exitCode).toBe(0);
    expect(made.out.join('\n')).not.toContain('horse');
    const key = ['--key', at('secret.pem')];
    expect((await sign(...key)).err).toEqual([
      `espalier sign: ${at('secret.pem')} is encrypted, and no passphrase was given: set ESPALIER_KEY_PASSPHRASE`,
    ]);
    process.env['ESPALIER_KEY_PASSPHRASE'] = 'wrong horse';
    const wrong = await sign(...key);
    expect(wrong).toMatchObject({ exitCode: 2, err: [expect.stringContaining('with this passphrase')] });
    expect((await sign(...key, '--passphrase-env', 'OF_THE_TEST')).exitCode).toBe(0);
    expect((await verify('--key', at('secret.pem.pub'))).exitCode).toBe(0);
  });

  test('a variable that is named has to be set', async () => {
    const { exitCode, err } = await runInTest(['keygen', at('x.pem'), '--passphrase-env', 'OF_THE_TEST']);
    expect({ exitCode, err }).toEqual({ exitCode: 2, err: ['espalier keygen: OF_THE_TEST is not set'] });
  });
});

describe('espalier sign', () => {
  test('puts the signature into the package, beside what was there', async () => {
    const { exitCode, err } = await sign();
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: [] });
    const [before, after] = [await readPackage(unsigned), await readPackage(await plugin.read(packed))];
    if (!before.ok || !after.ok) throw new Error('a package cannot be read');
    const { [signatureFile]: signature, ...rest } = Object.fromEntries(after.contents);
    expect(rest).toEqual(Object.fromEntries(before.contents));
    expect(JSON.parse(signature!.toString())).toMatchObject({
      version: 1,
      algorithm: 'Ed25519',
      publisher: 'st-aldates',
      keyId: await keyId('own.pem.pub'),
    });
  });

  test('gives the same bytes every time, signed before or not', async () => {
    await sign();
    const first = await plugin.read(packed);
    await sign();
    expect((await plugin.read(packed)).equals(first)).toBe(true);
  });

  test('--out leaves the package as it is', async () => {
    const { exitCode, out } = await sign('--out', at('signed.tgz'), '--json');
    expect({ exitCode, told: JSON.parse(out[0]!) as unknown }).toMatchObject({
      exitCode: 0,
      told: { file: at('signed.tgz'), name: '@st-aldates/reading-catch-up', publisher: 'st-aldates' },
    });
    expect((await plugin.read(packed)).equals(unsigned)).toBe(true);
    expect((await runInTest(['verify', at('signed.tgz'), '--key', at('own.pem.pub')])).exitCode).toBe(0);
  });

  test('a key that others may read is warned of', async () => {
    await runInTest(['keygen', at('open.pem')]);
    await chmod(at('open.pem'), 0o644);
    const { exitCode, err } = await sign('--key', at('open.pem'));
    expect({ exitCode, err }).toEqual({
      exitCode: 0,
      err: [`warning: others may read ${at('open.pem')}: chmod 600 ${at('open.pem')}`],
    });
  });

  test.each<[string, () => string[], number, RegExp]>([
    ['no package', () => [], 2, /name a package, a \.tgz/],
    ['a package that is not there', () => [at('x.tgz')], 2, /there is no file .*x\.tgz/],
    ['no key', () => [at(packed)], 2, /--key is needed/],
    ['a key that is not there', () => [at(packed), '--key', at('x.pem')], 2, /there is no file .*x\.pem/],
    ['a public key', () => [at(packed), '--key', at('own.pem.pub')], 2, /is no Ed25519 private key/],
    [
      'what is no package',
      () => [at('README.md'), '--key', at('own.pem')],
      1,
      /is not a gzipped npm package/,
    ],
    [
      'another publisher',
      () => [at(packed), '--key', at('own.pem'), '--publisher', 'st-ebbes'],
      1,
      /is of the publisher st-aldates, not st-ebbes/,
    ],
    ['a wrong option', () => [at(packed), '--kee', 'x'], 2, /Unknown option '--kee'; did you mean "--key"\?/],
  ])('%s is told in a line, and nothing is written', async (_name, args, code, message) => {
    const { exitCode, out, err } = await runInTest(['sign', ...args()]);
    expect({ exitCode, out, lines: err.length }).toEqual({ exitCode: code, out: [], lines: 1 });
    expect(err[0]).toMatch(message);
    expect((await plugin.read(packed)).equals(unsigned)).toBe(true);
  });
});

describe('espalier verify', () => {
  test('says who signed', async () => {
    await sign();
    const { exitCode, out } = await verify('--key', at('own.pem.pub'));
    expect(exitCode).toBe(0);
    expect(out).toEqual([
      `@st-aldates/reading-catch-up 1.2.0 is signed by st-aldates, key ${(await keyId('own.pem.pub'))!}`,
    ]);
  });

  test('takes the keys of a file of trusted publishers, and one of several keys is enough', async () => {
    await sign();
    const own = (await plugin.read('own.pem.pub')).toString();
    const base64 = own.split('\n')[1]!;
    for (const trusted of [{ 'st-aldates': [own] }, { x: [], 'st-aldates': [base64] }]) {
      await plugin.write('trusted.json', JSON.stringify(trusted));
      expect((await verify('--trusted', at('trusted.json'))).exitCode).toBe(0);
    }
    await plugin.write('trusted.json', JSON.stringify({ 'st-ebbes': [own] }));
    expect((await verify('--trusted', at('trusted.json'))).exitCode).toBe(1);
    expect((await verify('--key', at('other.pem.pub'), '--key', at('own.pem.pub'))).exitCode).toBe(0);
  });

  test('a package without signature is unsigned', async () => {
    const { exitCode, out, err } = await verify('--key', at('own.pem.pub'), '--json');
    expect({ exitCode, err }).toEqual({
      exitCode: 1,
      err: ['espalier verify: @st-aldates/reading-catch-up 1.2.0 is not signed'],
    });
    expect(JSON.parse(out[0]!)).toMatchObject({ publisher: 'st-aldates', status: 'unsigned' });
  });

  test('another key of the publisher is not enough', async () => {
    await sign();
    const { exitCode, err } = await verify('--key', at('other.pem.pub'));
    expect({ exitCode, err }).toEqual({
      exitCode: 1,
      err: [expect.stringContaining('with a key that is not among those given')],
    });
  });

  test('a README that was changed after signing is found', async () => {
    await sign();
    const reading = await readPackage(await plugin.read(packed));
    if (!reading.ok) throw new Error('the package cannot be read');
    const changed = new Map([...reading.contents, ['README.md', Buffer.from('# Better')] as const]);
    await plugin.write(packed, npmPackage(changed));
    const { exitCode, out } = await verify('--key', at('own.pem.pub'), '--json');
    expect({ exitCode, told: JSON.parse(out[0]!) as unknown }).toMatchObject({
      exitCode: 1,
      told: { status: 'invalid', reason: 'changed' },
    });
  });

  test.each<[string, () => string[], RegExp]>([
    ['no key', () => [], /--key or --trusted is needed/],
    ['a private key', () => ['--key', at('own.pem')], /own\.pem is a private key: keep it to yourself/],
    ['a key that is none', () => ['--key', at('README.md')], /README\.md is no Ed25519 public key/],
    ['a file that is no JSON', () => ['--trusted', at('README.md')], /README\.md: .*JSON/],
    ['a file of another form', () => ['--trusted', at('package.json')], /must be \{ "publisher":/],
  ])('%s is told in a line', async (_name, args, message) => {
    const { exitCode, out, err } = await verify(...args());
    expect({ exitCode, out, lines: err.length }).toEqual({ exitCode: 2, out: [], lines: 1 });
    expect(err[0]).toMatch(message);
  });
});
