/** One fault of a request. */
export class FaultView {
  /** JSON pointer into the body, `?name` of a query parameter, or `#Name` of a header. */
  pointer!: string;
  /** What kind of fault, for programs. */
  code!: string;
  /** What is wrong, for people. */
  detail!: string;
}

/** An RFC 9457 problem document. */
export class ProblemView {
  /** The documented path of the error. @example '/errors/validation-failed' */
  type!: string;
  title!: string;
  status!: number;
  detail!: string;
  /** The path that was asked for. */
  instance!: string;
  /** The error's code in the catalogue. */
  code!: string;
  errors?: FaultView[];
  /** Of `changes-gone`: the oldest version that the feed still has. @example 1201 */
  oldest?: number;
  /** Of `changes-gone`: the newest version of the school. @example 5120 */
  newest?: number;
}
