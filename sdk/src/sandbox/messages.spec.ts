import { ProtocolError } from './frames.js';
import { formatRefusal, readAnswerLine, readReply } from './messages.js';

describe('a reply of the child', () => {
  it('has a head, a clean log and a line for each learner', () => {
    const head = {
      reply: 'answers',
      residentBytes: 5,
      log: [{ level: 'info', text: 'a\u001b[1mb' }],
      more: 1,
    };
    expect(readReply(`${JSON.stringify(head)}\nV1\nV2`)).toEqual({
      head: { reply: 'answers', residentBytes: 5, log: [{ level: 'info', text: 'ab' }] },
      lines: ['V1', 'V2'],
    });
  });

  it.each([
    '',
    'garbage',
    'null',
    '[]',
    '{"reply":"answer"}',
    '{"reply":"answers","residentBytes":"5","log":[]}',
    '{"reply":"answers","residentBytes":5}',
    '{"reply":"answers","residentBytes":5,"log":[null]}',
    '{"reply":"answers","residentBytes":5,"log":[{"level":"fatal","text":""}]}',
    '{"reply":"answers","residentBytes":5,"log":[{"level":"info","text":7}]}',
    '{"reply":"refused","reason":"because","detail":""}',
    '{"reply":"refused","reason":"timeout"}',
  ])('is refused: %s', (payload) => {
    expect(() => readReply(payload)).toThrow(ProtocolError);
  });
});

describe('an answer line', () => {
  it('has verdicts, or why there are none', () => {
    expect(readAnswerLine('V{}')).toEqual({ verdictsJson: '{}' });
    expect(readAnswerLine(formatRefusal('threw', 'Error:\n"x"'))).toEqual({
      notEvaluated: 'threw',
      detail: 'Error: "x"',
    });
  });

  it.each(['', 'X', 'N', 'N{}', 'N["threw"]', 'N["memory","x"]', 'N["threw",7]', '{}'])(
    'is refused: %j',
    (line) => {
      expect(() => readAnswerLine(line)).toThrow(ProtocolError);
    },
  );
});
