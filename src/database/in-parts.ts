/** Values of one `in (…)`: below the drivers' limits on places. */
const IN_A_QUERY = 500;

/** Cuts values into lists that one query takes, each value once. */
export function* inParts<T>(values: Iterable<T>): Generator<readonly T[]> {
  const all = [...new Set(values)];
  for (let from = 0; from < all.length; from += IN_A_QUERY) yield all.slice(from, from + IN_A_QUERY);
}
