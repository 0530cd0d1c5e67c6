/** The version of the API that plugins are written against: this SDK's. @since 0.1.0 */
export const SDK_API_VERSION = '0.1.0';

type Version = readonly [major: number, minor: number, patch: number];
interface Bound {
  readonly operator: '>=' | '>' | '<' | '<=' | '=';
  readonly version: Version;
}

const term = /^(\^|~|>=|>|<=|<|=)?(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/;

/**
 * Whether a plugin's `engines.espalier` is a range: one or more of `^1.2.0`, `~1.2.0`, `>=1.2.0`, `>`, `<`,
 * `<=`, `1.2.0`, all to be met, separated by spaces. `*` and partial versions are refused, for a plugin
 * states what it was tested with.
 * @since 0.1.0
 */
export function isApiRange(range: string): boolean {
  return parseRange(range) !== null;
}

/**
 * Whether this API version lies in a plugin's `engines.espalier`, by npm's rules: `^0.1.0` means
 * `>=0.1.0 <0.2.0`, `^1.2.0` means `>=1.2.0 <2.0.0`. False for what is no range.
 * @since 0.1.0
 */
export function satisfiesApi(range: string, version: string = SDK_API_VERSION): boolean {
  const bounds = parseRange(range);
  const at = parseRange(version)?.[0]?.version;
  return bounds !== null && at !== undefined && bounds.every((bound) => holds(bound, at));
}

function parseRange(range: string): readonly Bound[] | null {
  if (range.length > 100) return null;
  const bounds: Bound[] = [];
  for (const part of range.trim().split(/\s+/)) {
    const match = term.exec(part);
    if (!match) return null;
    const version: Version = [Number(match[2]), Number(match[3]), Number(match[4])];
    const operator = match[1] ?? '=';
    if (operator === '^' || operator === '~') {
      bounds.push({ operator: '>=', version }, { operator: '<', version: ceiling(operator, version) });
    } else {
      bounds.push({ operator: operator as Bound['operator'], version });
    }
  }
  return bounds;
}

function ceiling(operator: '^' | '~', [major, minor, patch]: Version): Version {
  if (operator === '~') return [major, minor + 1, 0];
  if (major > 0) return [major + 1, 0, 0];
  return minor > 0 ? [0, minor + 1, 0] : [0, 0, patch + 1];
}

function holds({ operator, version }: Bound, at: Version): boolean {
  const order = at[0] - version[0] || at[1] - version[1] || at[2] - version[2];
  switch (operator) {
    case '>=':
      return order >= 0;
    case '>':
      return order > 0;
    case '<=':
      return order <= 0;
    case '<':
      return order < 0;
    case '=':
      return order === 0;
  }
}
