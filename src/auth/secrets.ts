import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number }, Buffer>(scrypt);
const COST = { N: 16_384, r: 8, p: 1 };
const LENGTH = 32;

/** Hashes a secret with scrypt: `scrypt$<salt>$<hash>`, both base64url. */
export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(secret, salt, LENGTH, COST);
  return `scrypt$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

/** Whether a secret has this hash. Takes as long where there is no hash, so that time tells nothing. */
export async function secretMatches(secret: string, stored: string | null): Promise<boolean> {
  const [, salt = '', expected = ''] = (stored ?? '').split('$');
  const hash = await derive(secret, Buffer.from(salt, 'base64url'), LENGTH, COST);
  const wanted = Buffer.from(expected, 'base64url');
  return stored !== null && wanted.length === hash.length && timingSafeEqual(wanted, hash);
}

/** A new secret: 256 bits as text. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
