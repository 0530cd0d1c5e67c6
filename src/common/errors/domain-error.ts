import { ERRORS, type ErrorCode } from './catalogue.js';

/** One fault of a request: where it is (a JSON pointer into the body, or `?name` of the query), and what. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** What services throw. One filter makes the problem document of it. */
export class DomainError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    readonly faults: readonly Fault[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
    /** Members of the problem document beyond those that every one has. */
    readonly members: Readonly<Record<string, number>> = {},
  ) {
    super(`${code}: ${detail}`);
    this.status = ERRORS[code].status;
  }
}

/** 404, also for what belongs to another school: the answer never tells the two apart. */
export function notFound(): DomainError {
  return new DomainError('not-found', 'Nothing is here, or nothing that this token may see.');
}

/** 400 with one or more faults. */
export function invalid(...faults: readonly Fault[]): DomainError {
  const detail = faults.length === 1 ? faults[0]!.detail : `${faults.length} members are not as described.`;
  return new DomainError('validation-failed', detail, faults);
}

/** 409 for a natural key that is taken. */
export function duplicate(pointer: string, detail: string): DomainError {
  return new DomainError('duplicate', detail, [{ pointer, code: 'duplicate', detail }]);
}
