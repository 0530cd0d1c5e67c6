/** Rows of several pupils, apart. */
export function byPupil<R extends { readonly pupil_id: string }>(rows: readonly R[]): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const group = groups.get(row.pupil_id);
    if (group) group.push(row);
    else groups.set(row.pupil_id, [row]);
  }
  return groups;
}
