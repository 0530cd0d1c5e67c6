import type { Evidence, InsufficientDataVerdict, NoActionVerdict, Wave } from '../verdict.js';
import { isCalendarDate } from '../calendar-date.js';
import { cleanText } from './clean-text.js';
import { covers, isInputName } from './input-names.js';

/** Most verdicts of one learner. */
const maxVerdicts = 50;
/** Most pieces of evidence, or missing inputs, of one verdict. */
const maxEvidence = 50;
const maxReasonChars = 1000;
const maxKeyChars = 64;
const maxEvidenceTextChars = 200;
const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** A key of a school or of Espalier; or a plugin's, after the name of its package. */
const ownedKey = /^(?:(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*\/)?[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** A subject's code as schools write it: letters, digits and a few joining signs. */
const subjectCode = /^[\p{L}\p{N}][\p{L}\p{N} ._&/-]*$/u;

const noActionMembers = new Set(['kind', 'why', 'subject', 'reason', 'reviewBy', 'evidence']);
const insufficientDataMembers = new Set(['kind', 'subject', 'missing', 'reason']);
const evidenceMembers = new Set(['input', 'value', 'expected', 'date', 'label']);

export type Members = Readonly<Record<string, unknown>>;

/** What is wrong with an answer, and where. */
export class Problem {
  constructor(readonly text: string) {}
}

/** Runs a check: what it gives, or the problem that it throws. */
export function checked<T>(check: () => T): { readonly value: T } | { readonly problem: string } {
  try {
    return { value: check() };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.text };
    throw error;
  }
}

/** The verdicts of one learner: one, or a list of them. */
export function answersOf<T>(answer: unknown, check: (item: unknown, at: string) => T): T[] {
  if (!Array.isArray(answer)) return [check(answer, 'answer')];
  if (answer.length === 0) throw new Problem('an empty array; answer noAction instead');
  if (answer.length > maxVerdicts) throw new Problem(`more than ${maxVerdicts} verdicts`);
  return answer.map((item: unknown, index) => check(item, `answer[${index}]`));
}

/** A verdict of the policy's own kind, or one of the two that every policy may answer. */
export function verdictOf<Own>(
  value: unknown,
  at: string,
  inputs: readonly string[] | undefined,
  { kind, check }: { readonly kind: string; readonly check: (value: Members) => Own },
): Own | NoActionVerdict | InsufficientDataVerdict {
  if (!isObject(value)) throw new Problem(`${at}: not a verdict`);
  switch (value.kind) {
    case kind:
      return check(value);
    case 'noAction':
      return noAction(value, at, inputs);
    case 'insufficientData':
      return insufficientData(value, at, inputs);
    default:
      throw new Problem(`${at}.kind: neither ${kind}, noAction nor insufficientData`);
  }
}

function noAction(value: Members, at: string, inputs: readonly string[] | undefined): NoActionVerdict {
  forbidUnknown(value, noActionMembers, at);
  const why = value.why ?? 'noneNeeded';
  if (why !== 'notApplicable' && why !== 'watch' && why !== 'noneNeeded') {
    throw new Problem(`${at}.why: neither notApplicable, watch nor noneNeeded`);
  }
  const reviewBy = date(value.reviewBy, `${at}.reviewBy`);
  if (why === 'watch' && reviewBy === null) throw new Problem(`${at}.reviewBy: watch needs a review date`);
  return {
    kind: 'noAction',
    why,
    subject: subject(value.subject, `${at}.subject`),
    reason:
      why === 'watch'
        ? requiredText(value.reason, `${at}.reason`)
        : optionalText(value.reason, `${at}.reason`),
    reviewBy,
    evidence: evidence(value.evidence, `${at}.evidence`, inputs),
  };
}

function insufficientData(
  value: Members,
  at: string,
  inputs: readonly string[] | undefined,
): InsufficientDataVerdict {
  forbidUnknown(value, insufficientDataMembers, at);
  const { missing } = value;
  if (!Array.isArray(missing) || missing.length === 0 || missing.length > maxEvidence) {
    throw new Problem(`${at}.missing: not a list of missing inputs`);
  }
  return {
    kind: 'insufficientData',
    subject: subject(value.subject, `${at}.subject`),
    missing: missing.map((name: unknown, index) => input(name, `${at}.missing[${index}]`, inputs)),
    reason: optionalText(value.reason, `${at}.reason`),
  };
}

export function evidence(value: unknown, at: string, inputs: readonly string[] | undefined): Evidence[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Problem(`${at}: not an array`);
  if (value.length > maxEvidence) throw new Problem(`${at}: more than ${maxEvidence} pieces`);
  return value.map((item: unknown, index) => pieceOfEvidence(item, `${at}[${index}]`, inputs));
}

function pieceOfEvidence(value: unknown, at: string, inputs: readonly string[] | undefined): Evidence {
  if (!isObject(value)) throw new Problem(`${at}: not an object`);
  forbidUnknown(value, evidenceMembers, at);
  const reviewed = date(value.date, `${at}.date`);
  return {
    input: input(value.input, `${at}.input`, inputs),
    value: scalar(value.value, `${at}.value`),
    ...('expected' in value && { expected: scalar(value.expected, `${at}.expected`) }),
    ...(reviewed !== null && { date: reviewed }),
    ...('label' in value && { label: text(value.label, `${at}.label`, maxEvidenceTextChars) }),
  };
}

export function forbidUnknown(value: Members, known: ReadonlySet<string>, at: string): void {
  for (const name in value) {
    if (!known.has(name)) throw new Problem(`${at}: unknown member "${cleanText(name, maxKeyChars)}"`);
  }
}

export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function kebabKey(value: unknown, at: string): string {
  if (typeof value !== 'string' || value.length > maxKeyChars || !kebab.test(value)) {
    throw new Problem(`${at}: not a kebab-case key of at most ${maxKeyChars} characters`);
  }
  return value;
}

/** Of a framework or a provision type. */
export function catalogueKey(value: unknown, at: string, what: string): string {
  if (typeof value !== 'string' || value.length > maxKeyChars || !ownedKey.test(value)) {
    throw new Problem(`${at}: not the key of a ${what}`);
  }
  return value;
}

export function wave(value: unknown, at: string): Wave {
  if (value !== 1 && value !== 2 && value !== 3) throw new Problem(`${at}: not 1, 2 or 3`);
  return value;
}

export function subject(value: unknown, at: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' || value.length > maxKeyChars || !subjectCode.test(value)) {
    throw new Problem(`${at}: not a subject's code`);
  }
  return value;
}

export function flag(value: unknown, at: string): boolean {
  if (value === undefined) return false;
  if (typeof value !== 'boolean') throw new Problem(`${at}: not true or false`);
  return value;
}

export function text(value: unknown, at: string, maxChars: number): string {
  if (typeof value !== 'string') throw new Problem(`${at}: not text`);
  if (value.length > maxChars) throw new Problem(`${at}: more than ${maxChars} characters`);
  return cleanText(value, maxChars);
}

function optionalText(value: unknown, at: string): string | null {
  return value === undefined || value === null ? null : text(value, at, maxReasonChars);
}

export function requiredText(value: unknown, at: string, maxChars = maxReasonChars): string {
  const clean = text(value, at, maxChars);
  if (clean.trim() === '') throw new Problem(`${at}: empty`);
  return clean;
}

export function date(value: unknown, at: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' || !isCalendarDate(value)) throw new Problem(`${at}: not a calendar date`);
  return value;
}

function scalar(value: unknown, at: string): Evidence['value'] {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return text(value, at, maxEvidenceTextChars);
  throw new Problem(`${at}: not a number, text, true, false or null`);
}

function input(value: unknown, at: string, inputs: readonly string[] | undefined): string {
  if (typeof value !== 'string' || value.length > 2 * maxKeyChars || !isInputName(value)) {
    throw new Problem(`${at}: not the name of an input`);
  }
  if (inputs !== undefined && !inputs.some((declared) => covers(declared, value))) {
    throw new Problem(`${at}: the policy does not declare ${value}`);
  }
  return value;
}

export function requiredDate(value: unknown, at: string): string {
  return date(value, at) ?? missing(at);
}

export function requiredSubject(value: unknown, at: string): string {
  return subject(value, at) ?? missing(at);
}

function missing(at: string): never {
  throw new Problem(`${at}: missing`);
}

export function finite(value: unknown, at: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Problem(`${at}: not a number`);
  return value;
}

export function list(value: unknown, at: string, most: number): readonly unknown[] {
  if (!Array.isArray(value)) throw new Problem(`${at}: not an array`);
  if (value.length > most) throw new Problem(`${at}: more than ${most} items`);
  return value;
}
