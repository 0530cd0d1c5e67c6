import { exitInWords } from './exit-in-words.js';

const heap =
  '\n<--- Last few GCs --->\n\nFATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n----- Native stack trace -----\n 1: 0x1\n';

describe('why a process ended', () => {
  it.each([
    ['heap', null, 'SIGABRT', heap, 'memory', 'by signal SIGABRT: FATAL ERROR: Reached heap limit'],
    [
      'a V8 limit',
      null,
      'SIGTRAP',
      'FATAL ERROR: invalid array length Allocation failed',
      'memory',
      'invalid array length',
    ],
    [
      'a V8 check',
      null,
      'SIGABRT',
      '# Fatal error in , line 0\n# Check failed: x',
      'crash',
      '# Check failed: x',
    ],
    ['an exit', 3, null, '', 'crash', 'by exit code 3'],
    ['a kill', null, 'SIGKILL', '', 'crash', 'by signal SIGKILL'],
    ['a failed spawn', -2, null, 'spawn /no/node ENOENT', 'crash', 'spawn /no/node ENOENT'],
  ])('%s', (_name, code, signal, errorText, cause, detail) => {
    expect(exitInWords(code, signal, errorText)).toEqual({
      cause,
      detail: expect.stringContaining(detail) as unknown,
    });
  });
});
