/** The plugin that brings something to a school. */
export interface Bringer {
  /** The school. */
  readonly ownerId: string;
  /** Name of the package. */
  readonly plugin: string;
  readonly version: string;
}

/** What a plugin brings to a school, under the key that it has there. */
export interface Brought<T> {
  readonly key: string;
  readonly described: T;
}

/** The plugin that brought something to a school. */
export class ContributedByView {
  /** @example '@st-aldates/reading-ladder' */
  plugin!: string;
  /** The first version of the plugin that had it. @example '1.0.0' */
  version!: string;
}

/** Null for what a school made itself and for what ships with Espalier. */
export function toContributedByView(row: {
  readonly contributedBy: string | null;
  readonly contributedVersion: string | null;
}): ContributedByView | null {
  const { contributedBy: plugin, contributedVersion: version } = row;
  return plugin !== null && version !== null ? { plugin, version } : null;
}
