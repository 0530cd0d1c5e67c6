/** `; did you mean "pack"?` where one of the names is near what was written, else nothing. */
export function suggestion(written: string, names: readonly string[], prefix = ''): string {
  const near = names
    .map((name) => ({ name, distance: editDistance(written, name) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return near && near.distance <= Math.ceil(near.name.length / 2)
    ? `; did you mean "${prefix}${near.name}"?`
    : '';
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
