/** A name without case and accents, for sorting and comparing alike on every database. At most 100 characters. */
export function foldedKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 100);
}
