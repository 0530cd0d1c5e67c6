/** One thing that is wrong with a manifest or a package. @since 0.1.0 */
export interface ManifestError {
  /** JSON pointer into `package.json`, or the path of a file in the package; empty for the whole. */
  readonly pointer: string;
  /** Stable and in kebab-case, for example `unknown-member`. */
  readonly code: string;
  /** A sentence for the author. */
  readonly detail: string;
}
