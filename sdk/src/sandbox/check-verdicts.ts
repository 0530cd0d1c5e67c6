import type {
  Evidence,
  InsufficientDataVerdict,
  NoActionVerdict,
  RecommendVerdict,
  Verdict,
  Wave,
} from '../verdict.js';
import { cleanText } from './clean-text.js';
import { covers, isInputName } from './input-names.js';
import { isCalendarDate } from '../calendar-date.js';

/** Most verdicts of one learner, and most pieces of evidence of one verdict. */
const maxVerdicts = 50;
const maxEvidence = 50;
const maxReasonChars = 1000;
const maxKeyChars = 64;
const maxEvidenceTextChars = 200;
const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** A provision type of a school or of Espalier; or a plugin's, after the name of its package. */
const provisionTypeKey = /^(?:(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*\/)?[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** A subject's code as schools write it: letters, digits and a few joining signs. */
const subjectCode = /^[\p{L}\p{N}][\p{L}\p{N} ._&/-]*$/u;

type Members = Readonly<Record<string, unknown>>;

const members = {
  recommend: new Set([
    'kind',
    'rule',
    'wave',
    'provisionType',
    'subject',
    'urgent',
    'reason',
    'evidence',
    'reviewBy',
  ]),
  noAction: new Set(['kind', 'why', 'subject', 'reason', 'reviewBy', 'evidence']),
  insufficientData: new Set(['kind', 'subject', 'missing', 'reason']),
  evidence: new Set(['input', 'value', 'expected', 'date', 'label']),
} as const;

class Problem {
  constructor(readonly text: string) {}
}

/**
 * Checks what a policy answered for one learner, parsed from JSON, and completes members that may be left
 * out (`urgent` false, `subject`, `reason` and `reviewBy` null, `evidence` none, `why` `noneNeeded`). Texts
 * come out clean of control characters. Anything unknown, of a wrong type or too long is a problem.
 *
 * @param inputs the policy's declared inputs; where given, evidence and missing inputs must be among them
 */
export function checkVerdicts(
  answer: unknown,
  inputs?: readonly string[],
): { readonly verdicts: readonly Verdict[] } | { readonly problem: string } {
  try {
    const list: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
    if (list.length === 0) throw new Problem('an empty array; answer noAction instead');
    if (list.length > maxVerdicts) throw new Problem(`more than ${maxVerdicts} verdicts`);
    const verdicts = list.map((item, index) =>
      verdict(item, Array.isArray(answer) ? `answer[${index}]` : 'answer', inputs),
    );
    if (verdicts.length > 1) forbidDuplicates(verdicts);
    return { verdicts };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.text };
    throw error;
  }
}

function verdict(value: unknown, at: string, inputs: readonly string[] | undefined): Verdict {
  if (!isObject(value)) throw new Problem(`${at}: not a verdict`);
  switch (value.kind) {
    case 'recommend':
      return recommendation(value, at, inputs);
    case 'noAction':
      return noAction(value, at, inputs);
    case 'insufficientData':
      return insufficientData(value, at, inputs);
    default:
      throw new Problem(`${at}.kind: neither recommend, noAction nor insufficientData`);
  }
}

function recommendation(value: Members, at: string, inputs: readonly string[] | undefined): RecommendVerdict {
  forbidUnknown(value, members.recommend, at);
  return {
    kind: 'recommend',
    rule: kebabKey(value.rule, `${at}.rule`),
    wave: wave(value.wave, `${at}.wave`),
    provisionType: provisionType(value.provisionType, `${at}.provisionType`),
    subject: subject(value.subject, `${at}.subject`),
    urgent: flag(value.urgent, `${at}.urgent`),
    reason: requiredText(value.reason, `${at}.reason`),
    evidence: evidence(value.evidence, `${at}.evidence`, inputs),
    reviewBy: date(value.reviewBy, `${at}.reviewBy`),
  };
}

function noAction(value: Members, at: string, inputs: readonly string[] | undefined): NoActionVerdict {
  forbidUnknown(value, members.noAction, at);
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
  forbidUnknown(value, members.insufficientData, at);
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

function evidence(value: unknown, at: string, inputs: readonly string[] | undefined): Evidence[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Problem(`${at}: not an array`);
  if (value.length > maxEvidence) throw new Problem(`${at}: more than ${maxEvidence} pieces`);
  return value.map((item: unknown, index) => pieceOfEvidence(item, `${at}[${index}]`, inputs));
}

function pieceOfEvidence(value: unknown, at: string, inputs: readonly string[] | undefined): Evidence {
  if (!isObject(value)) throw new Problem(`${at}: not an object`);
  forbidUnknown(value, members.evidence, at);
  const reviewed = date(value.date, `${at}.date`);
  return {
    input: input(value.input, `${at}.input`, inputs),
    value: scalar(value.value, `${at}.value`),
    ...('expected' in value && { expected: scalar(value.expected, `${at}.expected`) }),
    ...(reviewed !== null && { date: reviewed }),
    ...('label' in value && { label: text(value.label, `${at}.label`, maxEvidenceTextChars) }),
  };
}

function forbidUnknown(value: Members, known: ReadonlySet<string>, at: string): void {
  for (const name in value) {
    if (!known.has(name)) throw new Problem(`${at}: unknown member "${cleanText(name, maxKeyChars)}"`);
  }
}

function forbidDuplicates(verdicts: readonly Verdict[]): void {
  const seen = new Set<string>();
  for (const each of verdicts) {
    if (each.kind !== 'recommend') continue;
    const key = JSON.stringify([each.subject, each.rule]);
    if (seen.has(key)) {
      throw new Problem(`two recommendations for subject ${each.subject ?? 'none'} and rule ${each.rule}`);
    }
    seen.add(key);
  }
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kebabKey(value: unknown, at: string): string {
  if (typeof value !== 'string' || value.length > maxKeyChars || !kebab.test(value)) {
    throw new Problem(`${at}: not a kebab-case key of at most ${maxKeyChars} characters`);
  }
  return value;
}

function provisionType(value: unknown, at: string): string {
  if (typeof value !== 'string' || value.length > maxKeyChars || !provisionTypeKey.test(value)) {
    throw new Problem(`${at}: not the key of a provision type`);
  }
  return value;
}

function wave(value: unknown, at: string): Wave {
  if (value !== 1 && value !== 2 && value !== 3) throw new Problem(`${at}: not 1, 2 or 3`);
  return value;
}

function subject(value: unknown, at: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' || value.length > maxKeyChars || !subjectCode.test(value)) {
    throw new Problem(`${at}: not a subject's code`);
  }
  return value;
}

function flag(value: unknown, at: string): boolean {
  if (value === undefined) return false;
  if (typeof value !== 'boolean') throw new Problem(`${at}: not true or false`);
  return value;
}

function text(value: unknown, at: string, maxChars: number): string {
  if (typeof value !== 'string') throw new Problem(`${at}: not text`);
  if (value.length > maxChars) throw new Problem(`${at}: more than ${maxChars} characters`);
  return cleanText(value, maxChars);
}

function optionalText(value: unknown, at: string): string | null {
  return value === undefined || value === null ? null : text(value, at, maxReasonChars);
}

function requiredText(value: unknown, at: string): string {
  const clean = text(value, at, maxReasonChars);
  if (clean.trim() === '') throw new Problem(`${at}: empty`);
  return clean;
}

function date(value: unknown, at: string): string | null {
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
