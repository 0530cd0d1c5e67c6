/** Makes a part of what is asked. @throws TypeError with the place of the part before what is wrong with it. */
export function atPlace<Made>(place: string, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    throw new TypeError(`${place}: ${(error as Error).message}`, { cause: error });
  }
}

/** A whole number that is not below the least, or null. @throws RangeError for another. */
export function wholeOrNull(value: number | null, least: number, at: string): number | null {
  if (value === null || (Number.isSafeInteger(value) && value >= least)) return value;
  throw new RangeError(`${at}: neither null nor a whole number from ${least}`);
}
