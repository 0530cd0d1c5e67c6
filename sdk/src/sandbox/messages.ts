import { cleanText } from './clean-text.js';
import type { LogLine, NotEvaluatedReason, RunContext, SandboxLimits } from './contract.js';
import { ProtocolError } from './frames.js';
import { charsPerDetail, charsPerLogLine } from './limits.js';

/**
 * What the supervisor asks. An `evaluate` has the learners, a JSON array, on the lines after its head, so
 * that they are serialised once; a `call` has its one input there.
 */
export type Request =
  | { readonly ask: 'start'; readonly limits: SandboxLimits; readonly bundle: string }
  | {
      readonly ask: 'open';
      readonly run: number;
      readonly context: RunContext;
      readonly badLearnersLeft: number;
      readonly logLinesLeft: number;
    }
  /** `first` is the first learner's `ref`; the others follow. */
  | { readonly ask: 'evaluate'; readonly run: number; readonly first: number }
  /** One call about several learners: time and output are allowed for each of them. */
  | { readonly ask: 'call'; readonly run: number; readonly learners: number }
  | { readonly ask: 'close'; readonly run: number };

/** Why a bundle cannot be activated, as the child reports it. */
export type RefusalReason = 'doesNotEvaluate' | 'noPolicy' | 'timeout';

/** What the child answers. An `answers` has one line for each learner after its head. */
export type Reply =
  | { readonly reply: 'started' }
  | { readonly reply: 'opened'; readonly log: readonly LogLine[] }
  | { readonly reply: 'refused'; readonly reason: RefusalReason; readonly detail: string }
  /** Sent at once when a guard stopped a learner: the supervisor's allowance begins anew. */
  | { readonly reply: 'timedOut' }
  | { readonly reply: 'answers'; readonly residentBytes: number; readonly log: readonly LogLine[] };

export interface ReplyFrame {
  readonly head: Reply;
  readonly lines: readonly string[];
}

/** An answer's line: `V` and the verdicts' JSON, or `N` and the JSON of `[reason, detail]`. */
export type AnswerLine =
  { readonly verdictsJson: string } | { readonly notEvaluated: NotEvaluatedReason; readonly detail: string };

export function formatRefusal(reason: NotEvaluatedReason, detail: string): string {
  return `N${JSON.stringify([reason, detail])}`;
}

const reasons: ReadonlySet<unknown> = new Set<NotEvaluatedReason>([
  'timeout',
  'threw',
  'badOutput',
  'outputTooLarge',
  'quarantined',
  'crash',
]);

/** @throws ProtocolError where the line is not one that the child writes. */
export function readAnswerLine(line: string): AnswerLine {
  if (line.startsWith('V')) return { verdictsJson: line.slice(1) };
  const refusal = line.startsWith('N') ? parse(line.slice(1)) : undefined;
  if (Array.isArray(refusal) && refusal.length === 2) {
    const [reason, detail] = refusal as unknown[];
    if (reasons.has(reason) && typeof detail === 'string') {
      return { notEvaluated: reason as NotEvaluatedReason, detail: cleanText(detail, charsPerDetail) };
    }
  }
  throw new ProtocolError('an answer that cannot be read');
}

/** @throws ProtocolError where the payload is not a reply. Log lines are cleaned again. */
export function readReply(payload: string): ReplyFrame {
  const end = payload.indexOf('\n');
  const head = parse(end === -1 ? payload : payload.slice(0, end));
  if (typeof head !== 'object' || head === null) throw new ProtocolError('a frame that cannot be read');
  const reply = toReply(head as Record<string, unknown>);
  const lines = end === -1 ? [] : payload.slice(end + 1).split('\n');
  return { head: reply, lines };
}

function toReply(head: Record<string, unknown>): Reply {
  switch (head.reply) {
    case 'started':
    case 'timedOut':
      return { reply: head.reply };
    case 'opened':
      return { reply: 'opened', log: toLog(head.log) };
    case 'refused':
      if (head.reason !== 'doesNotEvaluate' && head.reason !== 'noPolicy' && head.reason !== 'timeout') break;
      if (typeof head.detail !== 'string') break;
      return { reply: 'refused', reason: head.reason, detail: cleanText(head.detail, charsPerDetail) };
    case 'answers':
      if (!Number.isSafeInteger(head.residentBytes)) break;
      return { reply: 'answers', residentBytes: head.residentBytes as number, log: toLog(head.log) };
  }
  throw new ProtocolError('a reply that is not known');
}

function toLog(log: unknown): LogLine[] {
  if (!Array.isArray(log)) throw new ProtocolError('a log that cannot be read');
  return log.map((line: unknown) => {
    const { level, text } = (line ?? {}) as Record<string, unknown>;
    const known = level === 'debug' || level === 'info' || level === 'warn' || level === 'error';
    if (!known || typeof text !== 'string') throw new ProtocolError('a log line that cannot be read');
    return { level, text: cleanText(text, charsPerLogLine) };
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProtocolError('a frame that is not JSON');
  }
}
