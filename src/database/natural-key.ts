/** What other systems know a row by: the members of its natural key that are set, or null where none is. */
export function naturalKeyOf(
  row: Readonly<Record<string, unknown>>,
  members: readonly string[] = [],
): Record<string, unknown> | null {
  let key: Record<string, unknown> | null = null;
  for (const member of members) {
    const value = row[member];
    if (value !== null && value !== undefined) (key ??= {})[member] = value;
  }
  return key;
}
