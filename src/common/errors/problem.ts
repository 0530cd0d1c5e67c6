import { ERRORS, type ErrorCode } from './catalogue.js';
import type { DomainError, Fault } from './domain-error.js';

/** An RFC 9457 problem document. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: ErrorCode;
  readonly errors?: readonly Fault[];
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

/** The documented path of an error. */
export function problemType(code: ErrorCode): string {
  return `/errors/${code}`;
}

/** The document for an error of the catalogue at a request path. */
export function toProblem(error: DomainError, instance: string): Problem {
  return {
    type: problemType(error.code),
    title: ERRORS[error.code].title,
    status: error.status,
    detail: error.detail,
    instance,
    code: error.code,
    ...error.members,
    ...(error.faults.length > 0 && { errors: error.faults }),
  };
}
