import { cleanText } from './clean-text.js';
import type { ProcessExit } from './contract.js';
import { charsPerDetail } from './limits.js';

/** V8's words for memory that ran out, on standard error before it aborts. */
const memoryWords = /out of memory|allocation failed|invalid (?:array|string|table|size)|OOM/i;

/** Why a process that was not killed ended, from its exit and its standard error. */
export function exitInWords(
  code: number | null,
  signal: string | null,
  errorText: string,
): Pick<ProcessExit, 'cause' | 'detail'> {
  const how = signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`;
  const fatal = /FATAL ERROR: [^\n]*/.exec(errorText)?.[0] ?? errorText.trim().split('\n').at(-1) ?? '';
  const detail = cleanText(
    fatal === '' ? `the process ended by ${how}` : `the process ended by ${how}: ${fatal}`,
    charsPerDetail,
  );
  return { cause: memoryWords.test(fatal) ? 'memory' : 'crash', detail };
}
