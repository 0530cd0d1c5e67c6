import type { Type } from '@nestjs/common';
import { invalid } from '../errors/domain-error.js';

/** Members of a view, as the Swagger plugin wrote them down when the view was compiled. */
export function membersOf(view: Type): ReadonlySet<string> {
  const members = new Set<string>();
  for (
    let it: unknown = view;
    typeof it === 'function' && it !== Function.prototype;
    it = Object.getPrototypeOf(it)
  ) {
    const described = it as { _OPENAPI_METADATA_FACTORY?: () => Record<string, unknown> };
    for (const member of Object.keys(described._OPENAPI_METADATA_FACTORY?.() ?? {})) members.add(member);
  }
  return members;
}

/** Keeps the named members, and the id, of a resource or of each of a list. Throws for a name that is none. */
export function pickFields(body: unknown, fields: string, view: Type): unknown {
  const known = membersOf(view);
  const wanted = fields.split(',').map((it) => it.trim());
  const unknown = wanted.filter((it) => !known.has(it));
  if (unknown.length > 0) {
    throw invalid({
      pointer: '?fields',
      code: 'unknown-field',
      detail: `No member ${unknown.map((it) => `"${it}"`).join(', ')}; there are ${[...known].join(', ')}.`,
    });
  }
  const keep = new Set(['id', ...wanted]);
  const pick = (resource: object) =>
    Object.fromEntries(Object.entries(resource).filter(([member]) => keep.has(member)));
  const { data, page } = body as { data?: object[]; page?: object };
  return Array.isArray(data) ? { data: data.map(pick), page } : pick(body as object);
}
