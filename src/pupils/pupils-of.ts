/** The pupils of rows, as reads of them are audited: each once. */
export function pupilsOf(
  rows: readonly { readonly ownerId: string; readonly pupilId: string }[],
): { ownerId: string; id: string }[] {
  const pupils = new Map(rows.map(({ ownerId, pupilId }) => [pupilId, { ownerId, id: pupilId }]));
  return [...pupils.values()];
}
