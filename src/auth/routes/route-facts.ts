import type { Type } from '@nestjs/common';
import type { Database } from '../../database/database.js';
import type { EntityClass, FactRow } from '../../database/fact.entity.js';
import type { RequestContext } from '../request-context.js';
import type { Scope } from '../scopes.js';

/** Metadata key of what a route declares of itself. */
export const ROUTE = Symbol('espalier:route');

/** How a created row is shown again for a repeated Idempotency-Key. */
export interface Replay {
  readonly entity: EntityClass<FactRow>;
  /** May read what the view shows beside the row, and then hands back a promise. */
  readonly view: (row: never, ctx: RequestContext, database: Database) => unknown;
}

/** The parameters of a request, of its query and of its path, by name. */
export type FileParams = Readonly<Record<string, string | undefined>>;

/** What a route declares, for the guard and the representation. */
export interface RouteFacts {
  readonly scope: Scope | 'public';
  /** Only a member of staff may. */
  readonly staff: boolean;
  readonly idempotent: boolean;
  /** The limit on bytes of the file that the route takes; null for a route without one. */
  readonly upload: 'importBytes' | 'packageBytes' | null;
  /** `If-Match` is required. */
  readonly precondition: boolean;
  /** Server-sent events: nothing is done to what goes out. */
  readonly stream: boolean;
  /** One resource with a version: it gets an ETag. */
  readonly single: boolean;
  /** The answer holds what follows from other rows too, and its ETag with it. */
  readonly derived: boolean;
  /** The path of the new resource, without its id: it gets a Location. */
  readonly location: string | null;
  readonly replay: Replay | null;
  /** A table: `Accept: text/csv` or `format=csv` gets its rows, `data`, as CSV with the view's members as columns. */
  readonly csv: boolean;
  /** The words that name the file of a table or of an answer that is CSV anyway; null for a route without CSV. */
  readonly fileName: ((params: FileParams) => readonly (string | undefined)[]) | null;
  /** The view's class, for `fields` and CSV. */
  readonly view: Type | null;
}
