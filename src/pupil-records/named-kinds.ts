import { type RequestContext, seesSensitive } from '../auth/request-context.js';
import type { Scope } from '../auth/scopes.js';
import { DomainError, invalid } from '../common/errors/domain-error.js';

/** A kind of things that are shown by the scope of their own resource, and with `sensitive:read` where they are sensitive. */
interface ScopedKind {
  readonly kind: string;
  readonly scope: Scope;
  readonly sensitive: boolean | 'by-row';
}

/**
 * The kinds that the query parameter `kinds` names, or all that the token may see. Throws for one that there is not, or
 * not for it.
 */
export function namedKinds<K extends ScopedKind>(
  ctx: RequestContext,
  all: readonly K[],
  named: string | undefined,
): K[] {
  const mayRead = ({ scope }: K) => ctx.principal.scopes.has(scope);
  const maySee = ({ sensitive }: K) => sensitive !== true || seesSensitive(ctx);
  if (named === undefined) return all.filter((it) => mayRead(it) && maySee(it));
  return [...new Set(named.split(','))].map((name) => {
    const kind = all.find((it) => it.kind === name);
    if (!kind) {
      const detail = `"${name}" is no kind of entry; ${all.map((it) => it.kind).join(', ')} are.`;
      throw invalid({ pointer: '?kinds', code: 'not-in-set', detail });
    }
    if (!mayRead(kind)) throw new DomainError('scope-missing', `${name} needs the scope ${kind.scope}.`);
    if (!maySee(kind)) {
      throw new DomainError('sensitive-refused', `${name} is sensitive and needs the scope sensitive:read.`);
    }
    return kind;
  });
}
