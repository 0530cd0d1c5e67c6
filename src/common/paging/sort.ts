import { invalid } from '../errors/domain-error.js';

/** One key of an order. */
export interface SortKey {
  readonly column: string;
  readonly property: string;
  readonly down: boolean;
}

/** Sortable members → the column and the row's property that hold them. Columns are never null. */
export type Sortable = Readonly<Record<string, { readonly column: string; readonly property: string }>>;

/** The column that makes an order total where no other does. */
export const BY_ID = { column: 'id', property: 'id' };

/** Reads `-dueDate,legalSurname`. The tie-break always comes last, so that the order is total. */
export function readSort(text: string, sortable: Sortable, tieBreak: Sortable[string] = BY_ID): SortKey[] {
  const keys: SortKey[] = [];
  for (const part of text.split(',').filter(Boolean)) {
    const down = part.startsWith('-');
    const member = down ? part.slice(1) : part;
    const target = Object.hasOwn(sortable, member) ? sortable[member] : undefined;
    if (!target) {
      throw invalid({
        pointer: '?sort',
        code: 'unknown-sort',
        detail: `"${member}" cannot be sorted by; ${Object.keys(sortable).join(', ')} can.`,
      });
    }
    keys.push({ ...target, down });
  }
  if (!keys.some((it) => it.property === tieBreak.property)) {
    keys.push({ ...tieBreak, down: keys.at(-1)?.down ?? false });
  }
  return keys;
}

/** The condition for rows after a position, and its values in order. */
export function afterPosition(
  keys: readonly SortKey[],
  values: readonly (string | number)[],
): { sql: string; params: (string | number)[] } {
  const params: (string | number)[] = [];
  const alternatives = keys.map((key, i) => {
    const same = keys.slice(0, i).map((it, k) => {
      params.push(values[k]!);
      return `${it.column} = ?`;
    });
    params.push(values[i]!);
    return `(${[...same, `${key.column} ${key.down ? '<' : '>'} ?`].join(' and ')})`;
  });
  return { sql: `(${alternatives.join(' or ')})`, params };
}
