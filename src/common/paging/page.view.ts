/** Where the next page begins. */
export class PageView {
  /** Opaque; null on the last page. */
  next!: string | null;
  /** How many there are in all, with `?count=true`. */
  total?: number;
}
