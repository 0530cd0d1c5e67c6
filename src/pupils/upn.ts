/** The check letters of a UPN in order of their value: no I, O or S (DfE, UPN guide 2019, Annex A). */
const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';
const BODY = /^\d{11}[\dA-HJ-NP-RT-Z]$/;
const UPN = /^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$/;

/** The parts of a well-formed UPN, all as text, since LA codes 001 to 005 lead with zeros. */
export interface UpnParts {
  /** Ends in a letter: given until the permanent number is known. */
  temporary: boolean;
  laCode: string;
  establishment: string;
  /** Last two digits of the year in which the academic year of allocation begins. */
  allocationYear: string;
  /** Three digits, or two digits and a letter in a temporary UPN. */
  serial: string;
}

export type UpnErrorCode = 'upn-format' | 'upn-check-letter';
export type UpnCheck = ({ ok: true } & UpnParts) | { ok: false; code: UpnErrorCode; detail: string };

/**
 * The check letter for characters 2 to 13 of a UPN: the sum of each digit times its position (2 to 13),
 * modulo 23, as an index into the check letters. The letter that ends a temporary UPN counts as its index
 * there (DfE, UPN guide 2019, Annex A).
 *
 * @throws RangeError unless `body12` is 11 digits followed by a digit or a check letter
 */
export function upnCheckLetter(body12: string): string {
  if (!BODY.test(body12)) throw new RangeError('A UPN body is 11 digits and a digit or check letter');
  let sum = 0;
  for (let i = 0; i < 12; i += 1) {
    const character = body12.charAt(i);
    const value = character <= '9' ? Number(character) : LETTERS.indexOf(character);
    sum += value * (i + 2);
  }
  return LETTERS.charAt(sum % 23);
}

/** Whether `text` is a valid UPN, exactly as stored: upper case, no spaces. Details never repeat the UPN. */
export function checkUpn(text: string): UpnCheck {
  if (!UPN.test(text)) {
    return {
      ok: false,
      code: 'upn-format',
      detail:
        'A UPN is a capital letter other than I, O and S, then 12 digits; ' +
        'the last may be such a letter in a temporary UPN',
    };
  }
  const body = text.slice(1);
  if (upnCheckLetter(body) !== text.charAt(0)) {
    return {
      ok: false,
      code: 'upn-check-letter',
      detail: 'The check letter does not match the other 12 characters',
    };
  }
  return {
    ok: true,
    temporary: text.charAt(12) > '9',
    laCode: text.slice(1, 4),
    establishment: text.slice(4, 8),
    allocationYear: text.slice(8, 10),
    serial: text.slice(10),
  };
}

export interface UpnSource {
  /** Three digits; 999 for synthetic pupils. */
  laCode: string;
  /** Four digits. */
  establishment: string;
  /** Year in which the academic year of allocation begins, as 2025 or 25. */
  year: number;
  /** 0 to 999, or two digits and a check letter (`01A`) for a temporary UPN. */
  serial: number | string;
}

/**
 * The valid UPN for these parts.
 *
 * @throws RangeError when a part does not fit its place
 */
export function makeUpn({ laCode, establishment, year, serial }: UpnSource): string {
  const years = String(year % 100).padStart(2, '0');
  const serials = typeof serial === 'number' ? String(serial).padStart(3, '0') : serial;
  const fits =
    /^\d{3}$/.test(laCode) &&
    /^\d{4}$/.test(establishment) &&
    /^\d{2}$/.test(years) &&
    /^\d{2}[\dA-HJ-NP-RT-Z]$/.test(serials);
  if (!fits) throw new RangeError('A UPN needs an LA code of 3 digits, establishment of 4, and serial of 3');
  const body = laCode + establishment + years + serials;
  return upnCheckLetter(body) + body;
}
