import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { generateSigningKeys, readPublisherKey, readSigningKey } from './signing-keys.js';

/*
 * The first key of RFC 8032, section 7.1, as SPKI and PKCS#8 have it (RFC 8410): a fixed head and the 32 bytes.
 */
const spki = Buffer.from(
  '302a300506032b6570032100d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  'hex',
);
const pkcs8 = Buffer.from(
  '302e020100300506032b6570042204209d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
  'hex',
);
const keyId = createHash('sha256').update(spki).digest('base64url').slice(0, 22);
const pem = (label: string, der: Buffer) =>
  `-----BEGIN ${label}-----\n${der.toString('base64')}\n-----END ${label}-----\n`;

const encrypted = generateSigningKeys('correct horse');
const ecdsa = generateKeyPairSync('ec', { namedCurve: 'P-256' });

describe('readPublisherKey', () => {
  test.each([
    ['PEM', pem('PUBLIC KEY', spki)],
    [
      'PEM with Windows line ends and blanks about it',
      ` \r\n${pem('PUBLIC KEY', spki).replaceAll('\n', '\r\n')}\n`,
    ],
    ['base64', spki.toString('base64')],
    ['base64 with a line end', `${spki.toString('base64')}\n`],
  ])('reads %s', (_name, text) => {
    expect(readPublisherKey('st-aldates', text)).toMatchObject({
      ok: true,
      key: { publisher: 'st-aldates', keyId },
    });
  });

  const notKey = /no Ed25519 public key/;
  test.each<[string, string, RegExp]>([
    ['nothing', '', notKey],
    ['a text', 'st-aldates', notKey],
    ['PEM of nothing', pem('PUBLIC KEY', Buffer.alloc(0)), notKey],
    ['a byte short', spki.subarray(0, -1).toString('base64'), notKey],
    ['a byte more', Buffer.concat([spki, Buffer.alloc(1)]).toString('base64'), notKey],
    ['the bare 32 bytes', spki.subarray(-32).toString('base64'), notKey],
    ['base64url', spki.toString('base64url'), notKey],
    ['a key on a curve', ecdsa.publicKey.export({ type: 'spki', format: 'pem' }), notKey],
    ['4,097 characters', 'A'.repeat(4097), notKey],
    ['a private key', pem('PRIVATE KEY', pkcs8), /is a private key/],
    ['an encrypted private key', encrypted.privateKey, /is a private key/],
    ['a private key in base64', pkcs8.toString('base64'), notKey],
  ])('refuses %s', (_name, text, detail) => {
    const reading = readPublisherKey('st-aldates', text);
    expect(reading).toMatchObject({ ok: false, detail: expect.stringMatching(detail) });
    if (text.length > 40) expect(JSON.stringify(reading)).not.toContain(text.slice(30, 40));
  });
});

describe('readSigningKey', () => {
  test('reads PKCS#8, and gives the key the name of its public half', () => {
    expect(readSigningKey(pem('PRIVATE KEY', pkcs8))).toMatchObject({ ok: true, key: { keyId } });
  });

  test('reads an encrypted key with its passphrase', () => {
    expect(readSigningKey(encrypted.privateKey, 'correct horse')).toMatchObject({
      ok: true,
      key: { keyId: encrypted.keyId },
    });
  });

  test('a passphrase that a plain key does not need does no harm', () => {
    expect(readSigningKey(pem('PRIVATE KEY', pkcs8), 'x')).toMatchObject({ ok: true });
  });

  test.each<[string, string, string | undefined, string]>([
    ['nothing', '', undefined, 'not-a-key'],
    ['a public key', pem('PUBLIC KEY', spki), undefined, 'not-a-key'],
    ['a private key that is damaged', pem('PRIVATE KEY', pkcs8.subarray(1)), undefined, 'not-a-key'],
    ['a key on a curve', ecdsa.privateKey.export({ type: 'pkcs8', format: 'pem' }), undefined, 'not-a-key'],
    [
      'a key in the older form',
      ecdsa.privateKey.export({ type: 'sec1', format: 'pem' }),
      undefined,
      'not-a-key',
    ],
    ['an encrypted key alone', encrypted.privateKey, undefined, 'passphrase-needed'],
    ['a wrong passphrase', encrypted.privateKey, 'wrong horse', 'wrong-passphrase'],
    ['an empty passphrase', encrypted.privateKey, '', 'wrong-passphrase'],
  ])('%s is refused', (_name, text, passphrase, code) => {
    expect(readSigningKey(text, passphrase)).toMatchObject({ ok: false, code });
  });
});

describe('generateSigningKeys', () => {
  test('gives two halves of one key, another one each time', () => {
    const pair = generateSigningKeys();
    const derived = createPublicKey(createPrivateKey(pair.privateKey)).export({
      type: 'spki',
      format: 'pem',
    });
    expect(pair.publicKey).toBe(derived);
    expect(readPublisherKey('st-aldates', pair.publicKey)).toMatchObject({
      ok: true,
      key: { keyId: pair.keyId },
    });
    expect(generateSigningKeys().keyId).not.toBe(pair.keyId);
  });

  test('with a passphrase the private half is encrypted', () => {
    expect(encrypted.privateKey).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
  });
});
