/** What other systems know a row by: the members of its natural key that are set, or null where none is. */
export function naturalKeyOf(
  row: Readonly<Record<string, unknown>>,
  members: readonly string[] | undefined,
): Record<string, unknown> | null {
  const known = (members ?? []).filter((it) => row[it] !== null && row[it] !== undefined);
  return known.length > 0 ? Object.fromEntries(known.map((it) => [it, row[it]])) : null;
}
