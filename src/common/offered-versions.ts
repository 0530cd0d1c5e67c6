/** One version of what a plugin brought to a school. */
export interface HeldVersion {
  readonly key: string;
  /** Counts the versions of the key, from 1. */
  readonly version: number;
  readonly retired: boolean;
}

/** What makes the versions that a school holds those that its plugin brings. */
export interface VersionSteps<W, H> {
  /** What the school has in no version yet, with the version that it becomes. */
  readonly add: readonly { readonly wanted: W; readonly version: number }[];
  readonly offer: readonly H[];
  readonly retire: readonly H[];
}

/**
 * Offers what a plugin brings and retires what it brings no more. What reads otherwise than every version so far is
 * the next version; what reads as an older one did, after a move back, is that one again, and the later ones are
 * retired. Versions before it stay on offer, so that what was begun in one is finished in it.
 */
export function versionSteps<W extends { readonly key: string }, H extends HeldVersion>(
  held: readonly H[],
  wanted: readonly W[],
  saysTheSame: (held: H, wanted: W) => boolean,
): VersionSteps<W, H> {
  const add: { wanted: W; version: number }[] = [];
  const newest = new Map<string, number>();
  for (const one of wanted) {
    const versions = held.filter((it) => it.key === one.key);
    const same = versions.filter((it) => saysTheSame(it, one)).map((it) => it.version);
    const version =
      same.length > 0 ? Math.max(...same) : Math.max(0, ...versions.map((it) => it.version)) + 1;
    newest.set(one.key, version);
    if (same.length === 0) add.push({ wanted: one, version });
  }
  const isOffered = ({ key, version }: H) => version <= (newest.get(key) ?? 0);
  return {
    add,
    offer: held.filter((it) => it.retired && isOffered(it)),
    retire: held.filter((it) => !it.retired && !isOffered(it)),
  };
}
