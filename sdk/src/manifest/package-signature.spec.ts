import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import {
  checkSignature,
  packageStatement,
  type SignableContent,
  signatureFile,
  signPackage,
} from './package-signature.js';
import { generateSigningKeys, type PublisherKey, readPublisherKey, readSigningKey } from './signing-keys.js';

type PackageInTest = Omit<SignableContent, 'contents'> & { readonly contents: Map<string, Buffer> };

function newKeys(publisher = 'st-aldates') {
  const pair = generateSigningKeys();
  const secret = readSigningKey(pair.privateKey);
  const open = readPublisherKey(publisher, pair.publicKey);
  if (!secret.ok || !open.ok) throw new Error('the keys that were made cannot be read');
  return { ...pair, secret: secret.key, trusted: open.key };
}

const keys = newKeys();

const plain: Readonly<Record<string, string>> = {
  'package.json': '{"name":"@st-aldates/reading-catch-up","version":"1.2.0"}',
  'dist/plugin.js': '"use strict";',
  'README.md': '',
};

function contentOf(
  files: Readonly<Record<string, string | Buffer>> = plain,
  manifest: Partial<SignableContent['manifest']> = {},
): PackageInTest {
  return {
    manifest: {
      name: '@st-aldates/reading-catch-up',
      version: '1.2.0',
      publisher: 'st-aldates',
      ...manifest,
    },
    contents: new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])),
  };
}

function signed(content = contentOf()): PackageInTest {
  const signature = signPackage(content, keys.secret);
  return { ...content, contents: new Map([...content.contents, [signatureFile, signature]]) };
}

/** A signed package in which one file is another; null takes it away. */
function withFile(path: string, bytes: Buffer | string | null): SignableContent {
  const content = signed();
  if (bytes === null) content.contents.delete(path);
  else content.contents.set(path, Buffer.from(bytes));
  return content;
}

const check = (content: SignableContent, trusted: readonly PublisherKey[] = [keys.trusted]) =>
  checkSignature(content, trusted);

/** The signature's file with members changed, as its writer would lay it out. */
function forged(changes: Readonly<Record<string, unknown>>): SignableContent {
  const members = JSON.parse(signed().contents.get(signatureFile)!.toString()) as Record<string, unknown>;
  return withFile(signatureFile, `${JSON.stringify({ ...members, ...changes }, null, 2)}\n`);
}

describe('the statement', () => {
  test('is a heading and one line of JSON with the digest of each file, by path', () => {
    const statement = packageStatement(
      contentOf({ b: 'b', a: 'a', 'a/b': '', B: 'B', [signatureFile]: 'x' }),
    );
    // printf %s a | sha256sum
    const sha256 = {
      B: 'df7e70e5021544f4834bbee64a9e3789febc4be81470df629cad6ddb03320a5c',
      a: 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
      'a/b': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      b: '3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d',
    };
    const files = Object.entries(sha256).map(([path, digest]) => `{"path":"${path}","sha256":"${digest}"}`);
    expect(statement.toString()).toBe(
      'Espalier package signature, version 1\n' +
        '{"name":"@st-aldates/reading-catch-up","version":"1.2.0","publisher":"st-aldates",' +
        `"files":[${files.join(',')}]}\n`,
    );
  });

  test('is the same in whatever order the files are read', () => {
    const { contents, ...rest } = contentOf();
    const turned = { ...rest, contents: new Map([...contents].reverse()) };
    expect(packageStatement(turned).equals(packageStatement(contentOf()))).toBe(true);
  });
});

describe('a signature', () => {
  test('holds for the package that was signed, and names publisher and key', () => {
    expect(check(signed())).toEqual({ status: 'signed', publisher: 'st-aldates', keyId: keys.keyId });
  });

  test('is the same bytes each time, and signing again replaces it', () => {
    const first = signed();
    expect(signPackage(first, keys.secret).equals(first.contents.get(signatureFile)!)).toBe(true);
  });

  test.each<[string, () => SignableContent, object]>([
    ['a package without one is unsigned', () => contentOf(), { status: 'unsigned' }],
    [
      'a changed file',
      () => withFile('dist/plugin.js', '"use strict"; '),
      { status: 'invalid', reason: 'changed' },
    ],
    ['a file more, though empty', () => withFile('x', ''), { status: 'invalid', reason: 'changed' }],
    [
      'a file less, though empty',
      () => withFile('README.md', null),
      { status: 'invalid', reason: 'changed' },
    ],
    [
      'a file under another name',
      () => {
        const content = signed();
        content.contents.set('readme.md', content.contents.get('README.md')!);
        content.contents.delete('README.md');
        return content;
      },
      { status: 'invalid', reason: 'changed' },
    ],
    [
      'two files whose contents were exchanged',
      () => {
        const content = signed();
        const { contents } = content;
        const [a, b] = [contents.get('README.md')!, contents.get('dist/plugin.js')!];
        contents.set('README.md', b).set('dist/plugin.js', a);
        return content;
      },
      { status: 'invalid', reason: 'changed' },
    ],
    [
      'the signature of another version',
      () => ({ ...signed(), manifest: { ...signed().manifest, version: '1.2.1' } }),
      { status: 'invalid', reason: 'changed' },
    ],
    [
      'the signature of another package',
      () => ({ ...signed(), manifest: { ...signed().manifest, name: 'other' } }),
      { status: 'invalid', reason: 'changed' },
    ],
    [
      'a manifest of another publisher',
      () => ({ ...signed(), manifest: { ...signed().manifest, publisher: 'other' } }),
      { status: 'invalid', reason: 'other-publisher' },
    ],
    [
      'a signature by a key under the name of a trusted one',
      () => signedBy(newKeys().secret.privateKey.export({ type: 'pkcs8', format: 'pem' })),
      { status: 'invalid', reason: 'changed' },
    ],
    [
      'a signature of the bare digests, without the heading',
      () => {
        const content = contentOf();
        const statement = packageStatement(content).toString();
        const raw = sign(
          null,
          Buffer.from(statement.slice(statement.indexOf('\n') + 1)),
          keys.secret.privateKey,
        );
        return forged({ signature: raw.toString('base64url') });
      },
      { status: 'invalid', reason: 'changed' },
    ],
    ['a key of another name', () => forged({ keyId: 'A'.repeat(22) }), { status: 'unknownKey' }],
    ['a later version', () => forged({ version: 2 }), { status: 'invalid', reason: 'other-version' }],
    [
      'another algorithm',
      () => forged({ algorithm: 'Ed448' }),
      { status: 'invalid', reason: 'other-version' },
    ],
    [
      'another publisher in the signature alone',
      () => forged({ publisher: 'other' }),
      { status: 'invalid', reason: 'other-publisher' },
    ],
  ])('%s', (_name, content, expected) => {
    expect(check(content())).toMatchObject(expected);
  });

  /** As `signed`, by another private key that goes by the id of the trusted one. */
  function signedBy(privateKey: string): SignableContent {
    const content = contentOf();
    const stolen = { keyId: keys.keyId, privateKey: createPrivateKey(privateKey) };
    return {
      ...content,
      contents: new Map([...content.contents, [signatureFile, signPackage(content, stolen)]]),
    };
  }

  const good = signed().contents.get(signatureFile)!.toString();
  test.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['no JSON', 'signed'],
    ['JSON of another kind', 'null'],
    ['a list', '[]'],
    ['brackets', '['.repeat(1000)],
    ['the same in one line', `${JSON.stringify(JSON.parse(good))}\n`],
    ['a space more', `${good} `],
    ['a byte order mark', `\uFEFF${good}`],
    ['a member twice', good.replace('{\n', '{\n  "version": 1,\n')],
    ['a member more', good.replace('{\n', '{\n  "x": 1,\n')],
    ['a member called __proto__', good.replace('{\n', '{\n  "__proto__": 1,\n')],
    ['an escape for a letter', good.replace('st-aldates', '\\u0073t-aldates')],
    ['a version as text', good.replace('"version": 1', '"version": "1"')],
    ['a version that is one by another name', good.replace('"version": 1', '"version": 1.0')],
    ['a signature with spare bits set', spareBits(good)],
    ['a signature in base64 with a pad', good.replace(/"signature": "(.*)"/, '"signature": "$1=="')],
    ['a signature a byte short', good.replace(/"signature": "..(.*)"/, '"signature": "$1"')],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00])],
    ['1,025 bytes', good.padEnd(1025)],
    ['five megabytes', Buffer.alloc(5 * 1024 * 1024, 0x20)],
  ])('of %s is malformed', (_name, bytes) => {
    expect(check(withFile(signatureFile, bytes))).toMatchObject({ status: 'invalid', reason: 'malformed' });
  });

  /** Decodes to the same 64 bytes where nobody looks at the last four bits. */
  function spareBits(text: string): string {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    return text.replace(/(.)"\n}/, (_, last: string) => `${alphabet[alphabet.indexOf(last) + 1]!}"\n}`);
  }
});

describe('trust', () => {
  test('no key, or another key of the publisher, leaves it unknown', () => {
    const unknown = { status: 'unknownKey', publisher: 'st-aldates', keyId: keys.keyId };
    expect(check(signed(), [])).toEqual(unknown);
    expect(check(signed(), [newKeys().trusted])).toEqual(unknown);
  });

  test('a key speaks for its own publisher alone', () => {
    expect(check(signed(), [{ ...keys.trusted, publisher: 'other' }])).toMatchObject({
      status: 'unknownKey',
    });
  });

  test('one of several keys is enough, and a key that is told twice counts as once', () => {
    const trusted = [newKeys().trusted, keys.trusted, newKeys('other').trusted, keys.trusted];
    expect(check(signed(), trusted)).toMatchObject({ status: 'signed' });
  });

  test('Ed448 and RSA are no keys of publishers', () => {
    for (const { publicKey } of [
      generateKeyPairSync('ed448'),
      generateKeyPairSync('rsa', { modulusLength: 2048 }),
    ]) {
      const pem = publicKey.export({ type: 'spki', format: 'pem' });
      expect(readPublisherKey('st-aldates', pem)).toMatchObject({ ok: false });
    }
  });
});

describe('laws', () => {
  const someFiles = fc.dictionary(
    fc.stringMatching(/^[a-z]{1,4}(\/[a-z]{1,4})?$/),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    { minKeys: 1, maxKeys: 5, noNullPrototype: true },
  );

  test('any package that is signed holds, and with any bit of any file flipped it does not', () => {
    fc.assert(
      fc.property(someFiles, fc.nat(), fc.nat(), fc.nat(7), (files, whichFile, whichByte, bit) => {
        const content = signed(contentOf(files));
        expect(check(content)).toMatchObject({ status: 'signed' });
        const filled = [...content.contents].filter(([, bytes]) => bytes.length > 0);
        const [path, bytes] = filled[whichFile % filled.length]!;
        const flipped = Buffer.from(bytes);
        flipped[whichByte % flipped.length]! ^= 1 << bit;
        content.contents.set(path, flipped);
        expect(check(content).status).not.toBe('signed');
      }),
      { numRuns: 300 },
    );
  });

  test('no bit of the signature can be flipped', () => {
    const bytes = signed().contents.get(signatureFile)!;
    const holding: number[] = [];
    for (let at = 0; at < bytes.length * 8; at++) {
      const flipped = Buffer.from(bytes);
      flipped[at >> 3]! ^= 1 << (at & 7);
      if (check(withFile(signatureFile, flipped)).status === 'signed') holding.push(at);
    }
    expect(holding).toEqual([]);
  });

  test('whatever lies there as a signature, the answer is an answer', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          expect(['invalid', 'unknownKey']).toContain(
            check(withFile(signatureFile, Buffer.from(bytes))).status,
          );
        },
      ),
    );
  });
});
