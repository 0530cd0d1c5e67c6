/**
 * Freezes data that came from JSON, all the way down. Such data is a tree without accessors, so that this
 * may be far quicker than `harden`, which must expect anything.
 */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) freezeTree(value);
  return value;
}

function freezeTree(node: object): void {
  if (Array.isArray(node)) {
    for (let i = 0; i < node.length; i++) {
      const item: unknown = node[i];
      if (typeof item === 'object' && item !== null) freezeTree(item);
    }
  } else {
    for (const key in node) {
      const item = (node as Record<string, unknown>)[key];
      if (typeof item === 'object' && item !== null) freezeTree(item);
    }
  }
  Object.freeze(node);
}
