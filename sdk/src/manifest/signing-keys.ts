import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';

/** A publisher's key that a host or a person trusts, as `readPublisherKey` reads it. @since 0.1.0 */
export interface PublisherKey {
  /** As manifests name it, for example `st-aldates`. */
  readonly publisher: string;
  /** The key's own name, made of it: 22 characters of base64url. */
  readonly keyId: string;
  readonly publicKey: KeyObject;
}

/** A private key to sign with, as `readSigningKey` reads it. @since 0.1.0 */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
}

/** What `readPublisherKey` answers; `detail` is a sentence without its subject. @since 0.1.0 */
export type PublisherKeyReading =
  { readonly ok: true; readonly key: PublisherKey } | { readonly ok: false; readonly detail: string };

/**
 * What `readSigningKey` answers. `passphrase-needed` and `wrong-passphrase` can be mended by asking; `not-a-key` is
 * no Ed25519 key in PKCS#8 PEM.
 * @since 0.1.0
 */
export type SigningKeyReading =
  | { readonly ok: true; readonly key: SigningKey }
  | {
      readonly ok: false;
      readonly code: 'not-a-key' | 'passphrase-needed' | 'wrong-passphrase';
      readonly detail: string;
    };

/** A new pair of keys, as files hold them. @since 0.1.0 */
export interface KeyPairText {
  /** PKCS#8 PEM, encrypted where a passphrase was given. */
  readonly privateKey: string;
  /** SPKI PEM. */
  readonly publicKey: string;
  readonly keyId: string;
}

const publicLabel = '-----BEGIN PUBLIC KEY-----';
const plainLabel = '-----BEGIN PRIVATE KEY-----';
const encryptedLabel = '-----BEGIN ENCRYPTED PRIVATE KEY-----';
/** A key of 32 bytes has 44 as SPKI, and a PEM of it 113 characters. */
const mostChars = 4096;
const keyIdChars = 22;

/**
 * Reads the public key of a publisher: SPKI, as PEM or as its base64 in one line. A private key is refused, so that
 * none ends in a configuration. Never throws for what the text holds.
 *
 * @example
 * const reading = readPublisherKey('st-aldates', await readFile('st-aldates.pub.pem', 'utf8'));
 * @since 0.1.0
 */
export function readPublisherKey(publisher: string, text: string): PublisherKeyReading {
  const refused = { ok: false, detail: 'is no Ed25519 public key (SPKI, as PEM or base64)' } as const;
  const trimmed = text.trim();
  if (trimmed.length > mostChars) return refused;
  if (trimmed.includes('PRIVATE KEY')) {
    return { ok: false, detail: 'is a private key: keep it to yourself, and give the public one' };
  }
  const publicKey = trimmed.startsWith(publicLabel) ? publicFromPem(trimmed) : publicFromBase64(trimmed);
  if (publicKey?.asymmetricKeyType !== 'ed25519') return refused;
  return { ok: true, key: { publisher, keyId: keyIdOf(publicKey), publicKey } };
}

/**
 * Reads a private key to sign with: Ed25519 in PKCS#8 PEM, encrypted or not. Never throws for what the text holds,
 * and no detail repeats any of it.
 *
 * @example
 * const reading = readSigningKey(await readFile('st-aldates.pem', 'utf8'), process.env['ESPALIER_KEY_PASSPHRASE']);
 * @since 0.1.0
 */
export function readSigningKey(pem: string, passphrase?: string): SigningKeyReading {
  const refused = {
    ok: false,
    code: 'not-a-key',
    detail: 'is no Ed25519 private key in PKCS#8 PEM',
  } as const;
  const trimmed = pem.trim();
  const encrypted = trimmed.startsWith(encryptedLabel);
  if (trimmed.length > mostChars || !(encrypted || trimmed.startsWith(plainLabel))) return refused;
  if (encrypted && passphrase === undefined) {
    return { ok: false, code: 'passphrase-needed', detail: 'is encrypted, and no passphrase was given' };
  }
  const privateKey = privateFromPem(trimmed, passphrase);
  if (!privateKey && encrypted) {
    return { ok: false, code: 'wrong-passphrase', detail: 'cannot be decrypted with this passphrase' };
  }
  if (privateKey?.asymmetricKeyType !== 'ed25519') return refused;
  return { ok: true, key: { keyId: keyIdOf(createPublicKey(privateKey)), privateKey } };
}

/**
 * Makes a new pair of Ed25519 keys. With a passphrase the private one is encrypted (AES-256).
 *
 * @example
 * const { privateKey, publicKey } = generateSigningKeys();
 * await writeFile('st-aldates.pem', privateKey, { mode: 0o600, flag: 'wx' });
 * @since 0.1.0
 */
export function generateSigningKeys(passphrase?: string): KeyPairText {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const encryption = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem', ...encryption }),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
    keyId: keyIdOf(publicKey),
  };
}

/** The first 132 bits of the SHA-256 of the key's SPKI, in base64url. */
function keyIdOf(publicKey: KeyObject): string {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('base64url').slice(0, keyIdChars);
}

function publicFromPem(pem: string): KeyObject | null {
  try {
    return createPublicKey({ key: pem, format: 'pem' });
  } catch {
    return null;
  }
}

function publicFromBase64(base64: string): KeyObject | null {
  const der = Buffer.from(base64, 'base64');
  if (der.length === 0 || der.toString('base64') !== base64) return null;
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    // What stands after the key is passed over in silence.
    return der.equals(key.export({ type: 'spki', format: 'der' })) ? key : null;
  } catch {
    return null;
  }
}

function privateFromPem(pem: string, passphrase: string | undefined): KeyObject | null {
  try {
    return createPrivateKey({ key: pem, format: 'pem', ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    return null;
  }
}
