import { vouchedEmail } from './id-token-claims.js';

const CLAIMS = { aud: 'espalier', email: 'sam@school.test', email_verified: true };

describe('whom an ID token vouches for', () => {
  it.each<[string, Record<string, unknown>, string | undefined, string | null]>([
    ['a verified address', {}, undefined, 'sam@school.test'],
    ['capitals and spaces are nothing', { email: ' Sam@School.Test ' }, undefined, 'sam@school.test'],
    ['verified as text', { email_verified: 'true' }, undefined, 'sam@school.test'],
    ['not verified', { email_verified: false }, undefined, null],
    ['not verified, as text', { email_verified: 'false' }, undefined, null],
    ['verified as a number is no verification', { email_verified: 1 }, undefined, null],
    ['says nothing of it', { email_verified: undefined }, undefined, null],
    ['the domain’s owner', { email_verified: undefined, xms_edov: true }, undefined, 'sam@school.test'],
    ['the domain’s owner, as 1', { email_verified: undefined, xms_edov: '1' }, undefined, 'sam@school.test'],
    ['not the domain’s owner', { email_verified: undefined, xms_edov: false }, undefined, null],
    ['email_verified comes first', { email_verified: false, xms_edov: true }, undefined, null],
    ['no address', { email: undefined }, undefined, null],
    ['an address that is no text', { email: ['sam@school.test'] }, undefined, null],
    ['the one audience in a list', { aud: ['espalier'] }, undefined, 'sam@school.test'],
    [
      'several audiences, made for this',
      { aud: ['x', 'espalier'], azp: 'espalier' },
      undefined,
      'sam@school.test',
    ],
    ['several audiences, made for none', { aud: ['x', 'espalier'] }, undefined, null],
    ['several audiences, made for another', { aud: ['x', 'espalier'], azp: 'x' }, undefined, null],
    ['made for another', { azp: 'x' }, undefined, null],
    ['the nonce of this sign-in', { nonce: 'n-1' }, 'n-1', 'sam@school.test'],
    ['the nonce of another sign-in', { nonce: 'n-2' }, 'n-1', null],
    ['no nonce where one was sent', {}, 'n-1', null],
    ['a nonce that nobody asks about', { nonce: 'n-1' }, undefined, 'sam@school.test'],
  ])('%s', (_name, claims, nonce, email) => {
    expect(vouchedEmail({ ...CLAIMS, ...claims }, 'espalier', nonce)).toBe(email);
  });
});
