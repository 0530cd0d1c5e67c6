/** File systems take 255 bytes; what a browser adds to a name that is taken has room too. */
const LONGEST = 120;

/**
 * `Content-Disposition` of a CSV file that is named by some words, such as `gaps`, `sen` and a date. Small letters,
 * digits and hyphens only, whatever the words are: nothing that ends the header, leaves a folder or needs an encoding.
 */
export function csvAttachment(words: readonly (string | null | undefined)[]): string {
  const name = words
    .map((it) => plain(it ?? ''))
    .filter((it) => it !== '')
    .join('-');
  return `attachment; filename="${cut(name) || 'table'}.csv"`;
}

function plain(word: string): string {
  const letters = word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return withoutEnds(letters.replace(/[^a-z0-9]+/g, '-'));
}

function cut(name: string): string {
  return withoutEnds(name.slice(0, LONGEST));
}

function withoutEnds(text: string): string {
  return text.replace(/^-|-$/g, '');
}
