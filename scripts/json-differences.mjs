/**
 * What differs between two JSON values, one line each, by JSON Pointer. Empty where they are the same.
 * @param {unknown} expected
 * @param {unknown} actual
 * @param {string} [pointer]
 * @returns {string[]}
 */
export function jsonDifferences(expected, actual, pointer = '') {
  if (Object.is(expected, actual)) return [];
  if (!isBranch(expected) || !isBranch(actual) || Array.isArray(expected) !== Array.isArray(actual)) {
    return [`changed ${pointer || '/'}: ${inShort(expected)} → ${inShort(actual)}`];
  }
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...names].flatMap((name) => {
    const below = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!Object.hasOwn(actual, name)) return [`removed ${below}`];
    if (!Object.hasOwn(expected, name)) return [`added   ${below}`];
    return jsonDifferences(expected[name], actual[name], below);
  });
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isBranch(value) {
  return typeof value === 'object' && value !== null;
}

/** @param {unknown} value */
function inShort(value) {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
