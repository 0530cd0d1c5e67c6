const CRASHES = 3;
const WINDOW_MILLIS = 5 * 60 * 1000;

/**
 * Whether a crash is the third within five minutes. `earlier` holds the instants of those before it, in
 * milliseconds and in order, and hands back those that still count.
 */
export function judgeCrash(
  earlier: readonly number[],
  at: number,
): { readonly tooMany: boolean; readonly counted: readonly number[] } {
  const counted = [...earlier.filter((it) => at - it < WINDOW_MILLIS), at];
  return { tooMany: counted.length >= CRASHES, counted };
}
