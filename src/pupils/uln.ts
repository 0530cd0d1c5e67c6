export type UlnErrorCode = 'uln-format' | 'uln-check-digit';
export type UlnCheck = { ok: true } | { ok: false; code: UlnErrorCode; detail: string };

/**
 * Whether `text` is a valid Unique Learner Number: ten digits, the first not 0. The first nine digits weigh
 * 10 down to 2; the remainder r of their sum by 11 is never 0, and the tenth digit is 10 − r (Learning
 * Records Service). Details never repeat the ULN.
 */
export function checkUln(text: string): UlnCheck {
  if (!/^[1-9]\d{9}$/.test(text)) {
    return { ok: false, code: 'uln-format', detail: 'A ULN is ten digits, the first not 0' };
  }
  const remainder = remainderOf(text);
  if (remainder === 0 || Number(text.charAt(9)) !== 10 - remainder) {
    return {
      ok: false,
      code: 'uln-check-digit',
      detail: 'The check digit does not match the first nine digits',
    };
  }
  return { ok: true };
}

/** The ULN of nine digits, the first not 0; null where they make none. */
export function makeUln(digits: string): string | null {
  const remainder = remainderOf(digits);
  return remainder === 0 ? null : `${digits}${10 - remainder}`;
}

/** The remainder by 11 of the sum of the first nine digits, which weigh 10 down to 2. */
function remainderOf(text: string): number {
  let sum = 0;
  for (let i = 0; i < 9; i += 1) sum += Number(text.charAt(i)) * (10 - i);
  return sum % 11;
}
