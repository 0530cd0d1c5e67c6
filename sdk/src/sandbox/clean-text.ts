/**
 * Control characters (C0, C1), format characters that reorder or hide text (bidirectional controls of
 * Unicode UAX #9, byte order mark, the tag block). Joiners stay: scripts and emoji need them.
 */
const unwanted =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\u{e0001}|[\u{e0020}-\u{e007f}]/u;
const unwantedAll = new RegExp(unwanted.source, 'gu');
/** Terminal escape sequences, ECMA-48 5.4 (CSI) and 8.3.89 (OSC), whole. */
const escapeSequences =
  // eslint-disable-next-line no-control-regex -- as above
  /(?:\u001b\[|\u009b)[0-?]{0,64}[ -/]{0,16}[@-~]|\u001b\][^\u0007\u001b]{0,256}(?:\u0007|\u001b\\)/g;
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/** Text of a plugin made safe to store, to show and to print on a terminal: one line, well-formed. */
export function cleanText(text: string, maxChars: number): string {
  const short = text.length > maxChars ? `${text.slice(0, maxChars - 1)}…` : text;
  const formed = short.isWellFormed() ? short : short.toWellFormed();
  if (!unwanted.test(formed)) return formed;
  return formed.replace(escapeSequences, '').replace(breaks, ' ').replace(unwantedAll, '');
}
