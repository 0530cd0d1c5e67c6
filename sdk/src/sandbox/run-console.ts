import { cleanText } from './clean-text.js';
import type { LogLine } from './contract.js';
import { describeError, isError } from './describe-error.js';
import { charsPerLogLine } from './limits.js';
import { AnswerRefused, plainCopy } from './plain-copy.js';

/** The `console` of one run: keeps a capped number of clean lines until they are sent. */
export class RunConsole {
  private lines: LogLine[] = [];

  /** @param linesLeft lines that the run may still write */
  constructor(private linesLeft: number) {}

  /** The object that plugin code sees; its methods never throw for what they are given. */
  readonly endowment = {
    debug: (...parts: unknown[]) => this.write('debug', parts),
    trace: (...parts: unknown[]) => this.write('debug', parts),
    log: (...parts: unknown[]) => this.write('info', parts),
    info: (...parts: unknown[]) => this.write('info', parts),
    warn: (...parts: unknown[]) => this.write('warn', parts),
    error: (...parts: unknown[]) => this.write('error', parts),
  };

  /** Takes the lines written since the last call. */
  take(): LogLine[] {
    const taken = this.lines;
    this.lines = [];
    return taken;
  }

  private write(level: LogLine['level'], parts: readonly unknown[]): void {
    if (this.linesLeft <= 0) return;
    this.linesLeft -= 1;
    const text = parts.slice(0, 20).map(inWords).join(' ');
    this.lines.push({ level, text: cleanText(text, charsPerLogLine) });
  }
}

function inWords(part: unknown): string {
  if (typeof part === 'string') return part.slice(0, charsPerLogLine);
  if (typeof part === 'function') return '[function]';
  // The text of a large bigint would take long to work out.
  if (typeof part === 'bigint') return part > -(10n ** 40n) && part < 10n ** 40n ? `${part}n` : '[bigint]';
  if (typeof part !== 'object' || part === null) return String(part);
  if (isError(part)) return describeError(part);
  try {
    return JSON.stringify(plainCopy(part, charsPerLogLine * 2));
  } catch (refused) {
    return refused instanceof AnswerRefused ? `[${refused.detail}]` : '[object]';
  }
}
