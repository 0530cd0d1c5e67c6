/** The limits of a package, each counted as its name says. @since 0.1.0 */
export interface PackageLimits {
  /** Bytes of the `.tgz`. */
  readonly packageBytes: number;
  /** Bytes of the archive in it. */
  readonly unpackedBytes: number;
  /** Files and folders. */
  readonly entries: number;
  readonly bundleBytes: number;
}

/** What hosts accept unless they say otherwise, and what `espalier pack` makes. @since 0.1.0 */
export const packageLimits: PackageLimits = {
  packageBytes: 5 * 1024 * 1024,
  unpackedBytes: 20 * 1024 * 1024,
  entries: 200,
  bundleBytes: 256 * 1024,
};
