import type { SignatureCheck } from '@espalier/sdk/manifest';
import type { PluginTrust } from '../../config/config.js';
import { judgeSignature, signatureFault, type StoredSignature, untrustedReason } from './signature-rules.js';

const by = { publisher: 'st-aldates', keyId: 'key-of-22-characters-x' };
const SIGNED: SignatureCheck = { status: 'signed', ...by };
const UNKNOWN: SignatureCheck = { status: 'unknownKey', ...by };
const UNSIGNED: SignatureCheck = { status: 'unsigned' };
const CHANGED: SignatureCheck = {
  status: 'invalid',
  reason: 'changed',
  detail: 'it is not as it was signed',
};

describe('whether a package may be installed for the way it is signed', () => {
  it.each<[string, SignatureCheck, boolean, PluginTrust, string | null, StoredSignature | null]>([
    ['signed', SIGNED, false, 'signed', null, 'signed'],
    ['signed', SIGNED, false, 'any', null, 'signed'],
    ['signed by a revoked key', SIGNED, true, 'signed', 'revoked-key', 'revoked-key'],
    ['signed by a revoked key', SIGNED, true, 'any', 'revoked-key', 'revoked-key'],
    ['signed by an unknown key', UNKNOWN, false, 'signed', 'unknown-key', 'unknown-key'],
    ['signed by an unknown key', UNKNOWN, false, 'any', null, 'unknown-key'],
    ['unsigned', UNSIGNED, false, 'signed', 'unsigned', 'unsigned'],
    ['unsigned', UNSIGNED, false, 'any', null, 'unsigned'],
    ['changed after signing', CHANGED, false, 'signed', 'changed', null],
    ['changed after signing', CHANGED, false, 'any', 'changed', null],
  ])('%s', (_name, check, revoked, trust, refusal, status) => {
    const judged = judgeSignature(check, () => revoked);
    expect(judged?.status ?? null).toBe(status);
    expect(signatureFault(check, judged, trust)?.code ?? null).toBe(refusal);
  });
});

describe('whether a stored version may run for the way it is signed', () => {
  it.each<[StoredSignature, PluginTrust, boolean]>([
    ['signed', 'any', true],
    ['signed', 'signed', true],
    ['unsigned', 'any', true],
    ['unsigned', 'signed', false],
    ['unknown-key', 'any', true],
    ['unknown-key', 'signed', false],
    ['revoked-key', 'any', false],
    ['revoked-key', 'signed', false],
  ])('%s where %s is asked for: %s', (status, trust, runs) => {
    const reason = untrustedReason({ status, keyId: status === 'unsigned' ? null : by.keyId }, trust);
    expect(reason === null).toBe(runs);
    // Never without what to do next.
    if (reason !== null) expect(reason).toContain('nstall it again');
  });
});
