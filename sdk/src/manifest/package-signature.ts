import { createHash, sign, verify } from 'node:crypto';
import type { Manifest } from './manifest.js';
import type { PublisherKey, SigningKey } from './signing-keys.js';

/** Where the signature of a package lies in it, so that any npm registry keeps it. @since 0.1.0 */
export const signatureFile = 'espalier.signature.json';

/** What a signature is about: a package that was read, or one that is about to be made. @since 0.1.0 */
export interface SignableContent {
  readonly manifest: Pick<Manifest, 'name' | 'version' | 'publisher'>;
  /** Every file, path without `package/` → bytes. The signature's own may be among them. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

/**
 * Why a signature does not hold.
 *
 * - `malformed`: the file is not what `espalier sign` writes, to the byte.
 * - `other-version`: it is of a later version of this format, or by another algorithm.
 * - `other-publisher`: it names another publisher than the manifest.
 * - `changed`: a file was changed, added or removed after signing, or the key is not the one it was signed with.
 * @since 0.1.0
 */
export type SignatureFault = 'malformed' | 'other-version' | 'other-publisher' | 'changed';

/** What `checkSignature` answers; `keyId` is the name that the signature gives its key. @since 0.1.0 */
export type SignatureCheck =
  | { readonly status: 'signed'; readonly publisher: string; readonly keyId: string }
  | { readonly status: 'unsigned' }
  | { readonly status: 'unknownKey'; readonly publisher: string; readonly keyId: string }
  | { readonly status: 'invalid'; readonly reason: SignatureFault; readonly detail: string };

interface Signature {
  readonly version: 1;
  readonly algorithm: 'Ed25519';
  readonly publisher: string;
  readonly keyId: string;
  /** Base64url. */
  readonly signature: string;
}

/** Signatures under this heading are of packages and nothing else that a key may sign. */
const heading = 'Espalier package signature, version 1';
/** A signature has under 300. */
const mostBytes = 1024;

/**
 * The statement that a signature covers, in UTF-8: a heading, then one line of JSON with name, version, publisher,
 * and path and SHA-256 (hexadecimal) of each file but the signature's own, by path in the order of UTF-16 code units.
 *
 * @example
 * const statement = packageStatement({ manifest, contents }).toString();
 * @since 0.1.0
 */
export function packageStatement({ manifest, contents }: SignableContent): Buffer {
  const { name, version, publisher } = manifest;
  const files = [...contents]
    .filter(([path]) => path !== signatureFile)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, bytes]) => ({ path, sha256: createHash('sha256').update(bytes).digest('hex') }));
  return Buffer.from(`${heading}\n${JSON.stringify({ name, version, publisher, files })}\n`);
}

/**
 * Signs a package for the publisher that its manifest names: the bytes to put into it as `signatureFile`. The same
 * content and key give the same bytes.
 *
 * @example
 * contents.set(signatureFile, signPackage({ manifest, contents }, key));
 * @since 0.1.0
 */
export function signPackage(content: SignableContent, { keyId, privateKey }: SigningKey): Buffer {
  return encode({
    version: 1,
    algorithm: 'Ed25519',
    publisher: content.manifest.publisher,
    keyId,
    signature: sign(null, packageStatement(content), privateKey).toString('base64url'),
  });
}

/**
 * Whether a package was signed with one of these keys, and is as it was signed. A key counts for its own publisher
 * alone. Never throws for what the package holds.
 *
 * @example
 * const reading = await readPackage(tgz);
 * if (reading.ok && checkSignature(reading, trusted).status !== 'signed') refuse();
 * @since 0.1.0
 */
export function checkSignature(content: SignableContent, trusted: readonly PublisherKey[]): SignatureCheck {
  const bytes = content.contents.get(signatureFile);
  if (!bytes) return { status: 'unsigned' };
  const parsed = parse(bytes);
  if ('reason' in parsed) return { status: 'invalid', ...parsed };
  const { publisher, keyId, signature } = parsed;
  if (publisher !== content.manifest.publisher) {
    const detail = `it is signed by ${publisher}, and its manifest names ${content.manifest.publisher}`;
    return { status: 'invalid', reason: 'other-publisher', detail };
  }
  const keys = trusted.filter((key) => key.publisher === publisher && key.keyId === keyId);
  if (keys.length === 0) return { status: 'unknownKey', publisher, keyId };
  const statement = packageStatement(content);
  const raw = Buffer.from(signature, 'base64url');
  return keys.some(({ publicKey }) => verify(null, statement, publicKey, raw))
    ? { status: 'signed', publisher, keyId }
    : { status: 'invalid', reason: 'changed', detail: 'it is not as it was signed' };
}

function encode({ version, algorithm, publisher, keyId, signature }: Signature): Buffer {
  const members = { version, algorithm, publisher, keyId, signature };
  return Buffer.from(`${JSON.stringify(members, null, 2)}\n`);
}

/* One signature has one text: what says the same in other bytes, with a member twice or one more, is refused. */
function parse(bytes: Uint8Array): Signature | { readonly reason: SignatureFault; readonly detail: string } {
  const malformed = {
    reason: 'malformed',
    detail: `${signatureFile} is not what espalier sign writes`,
  } as const;
  if (bytes.length > mostBytes) return malformed;
  const text = Buffer.from(bytes).toString();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return malformed;
  }
  if (typeof value !== 'object' || value === null) return malformed;
  const { version, algorithm, publisher, keyId, signature } = value as Record<keyof Signature, unknown>;
  if (typeof version !== 'number' || typeof algorithm !== 'string') return malformed;
  if (version !== 1 || algorithm !== 'Ed25519') {
    return { reason: 'other-version', detail: 'this version does not know how it is signed' };
  }
  if (typeof publisher !== 'string' || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(publisher)) return malformed;
  if (typeof keyId !== 'string' || !/^[A-Za-z0-9_-]{22}$/.test(keyId)) return malformed;
  if (typeof signature !== 'string' || !isSignatureText(signature)) return malformed;
  const parsed = { version, algorithm, publisher, keyId, signature } as const;
  return encode(parsed).equals(bytes) ? parsed : malformed;
}

/** 64 bytes; the last character has four bits to spare, which must be none. */
function isSignatureText(text: string): boolean {
  const raw = Buffer.from(text, 'base64url');
  return raw.length === 64 && raw.toString('base64url') === text;
}
