import { type SignatureCheck, signatureFile } from '@espalier/sdk/manifest';
import type { Fault } from '../../common/errors/domain-error.js';
import type { PluginTrust } from '../../config/config.js';

/**
 * How a stored version is signed: by a key that is trusted, by none, by one that nobody here knows, or by one that
 * was revoked. What has a signature that does not hold is never stored.
 */
export type StoredSignature = 'signed' | 'unsigned' | 'unknown-key' | 'revoked-key';

/** How a package is signed, with the name of the key where there is one. */
export interface JudgedSignature {
  readonly status: StoredSignature;
  readonly keyId: string | null;
}

/** How a signature counts here. `isRevoked` says so of the keys that are known. Null for one that does not hold. */
export function judgeSignature(
  check: SignatureCheck,
  isRevoked: (keyId: string) => boolean,
): JudgedSignature | null {
  switch (check.status) {
    case 'invalid':
      return null;
    case 'unsigned':
      return { status: 'unsigned', keyId: null };
    case 'unknownKey':
      return { status: 'unknown-key', keyId: check.keyId };
    case 'signed':
      return { status: isRevoked(check.keyId) ? 'revoked-key' : 'signed', keyId: check.keyId };
  }
}

/**
 * Why a package with this signature is not installed; null for one that may be. A bad signature is worse than none:
 * one that does not hold and one by a revoked key are refused whatever the deployment asks for.
 */
export function signatureFault(
  check: SignatureCheck,
  judged: JudgedSignature | null,
  trust: PluginTrust,
): Fault | null {
  const fault = (code: string, detail: string): Fault => ({ pointer: signatureFile, code, detail });
  if (check.status === 'invalid') return fault(check.reason, `The signature does not hold: ${check.detail}.`);
  if (judged?.status === 'revoked-key') {
    return fault('revoked-key', `It is signed with the key ${judged.keyId}, which was revoked.`);
  }
  if (trust === 'any') return null;
  if (check.status === 'unsigned') {
    return fault('unsigned', 'It is not signed, and this server takes signed packages alone.');
  }
  if (check.status === 'signed') return null;
  const detail = `It is signed with the key ${check.keyId}, which is none that this server trusts ${check.publisher} to sign with.`;
  return fault('unknown-key', detail);
}

/** Why a stored version does not run for the way it is signed, and what to do; null for one that may. */
export function untrustedReason({ status, keyId }: JudgedSignature, trust: PluginTrust): string | null {
  if (status === 'revoked-key') {
    return `The key ${keyId} that it was signed with was revoked. Install it again, or another version, signed with a key that is trusted.`;
  }
  if (trust === 'any' || status === 'signed') return null;
  return status === 'unsigned'
    ? 'It is not signed, and this server runs signed plugins alone. Install it again, signed with a trusted key of its publisher.'
    : `The key ${keyId} that it was signed with is not trusted here. Add the publisher’s key and install it again.`;
}
