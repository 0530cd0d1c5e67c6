/** What is kept of a group's values. */
export interface Sample {
  readonly n: number;
  /** Null where there is no value. */
  readonly mean: number | null;
  /** Sum of the squared distances from the mean. */
  readonly squares: number;
}

/** Summarises values in two passes; values that are all the same have a mean and a spread without rounding. */
export function sampleOf(values: readonly number[]): Sample {
  const [first] = values;
  if (first === undefined) return { n: 0, mean: null, squares: 0 };
  if (values.every((it) => it === first)) return { n: values.length, mean: first, squares: 0 };
  const mean = values.reduce((sum, it) => sum + it, 0) / values.length;
  return { n: values.length, mean, squares: values.reduce((sum, it) => sum + (it - mean) ** 2, 0) };
}
