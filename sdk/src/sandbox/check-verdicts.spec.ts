import { checkVerdicts } from './check-verdicts.js';

const recommend = {
  kind: 'recommend',
  rule: 'below-threshold',
  wave: 2,
  provisionType: 'reading-group',
  reason: 'KS2 reading 94, threshold 97',
};
const evidence = { input: 'results:reading', value: 94 };
const noAction = { kind: 'noAction' };
const watch = { kind: 'noAction', why: 'watch', reason: 'Below once', reviewBy: '2026-09-01' };
const insufficient = { kind: 'insufficientData', missing: ['results:reading'] };

describe('an answer that is a verdict', () => {
  it.each<[string, unknown, unknown]>([
    [
      'a recommendation is completed',
      recommend,
      { ...recommend, subject: null, urgent: false, evidence: [], reviewBy: null },
    ],
    [
      'a recommendation with everything stays as it is',
      {
        ...recommend,
        subject: 'reading',
        urgent: true,
        reviewBy: '2028-02-29',
        evidence: [
          { ...evidence, expected: 97, date: '2026-07-10', label: 'KS2' },
          { input: 'attendance', value: true, expected: null },
        ],
      },
      {
        ...recommend,
        subject: 'reading',
        urgent: true,
        reviewBy: '2028-02-29',
        evidence: [
          { ...evidence, expected: 97, date: '2026-07-10', label: 'KS2' },
          { input: 'attendance', value: true, expected: null },
        ],
      },
    ],
    [
      'no action is completed',
      noAction,
      { kind: 'noAction', why: 'noneNeeded', subject: null, reason: null, reviewBy: null, evidence: [] },
    ],
    ['watch keeps its reason and date', watch, { ...watch, subject: null, evidence: [] }],
    ['insufficient data is completed', insufficient, { ...insufficient, subject: null, reason: null }],
    [
      'text is cleaned of what a terminal or a page would obey',
      { ...noAction, reason: 'a\u001b[31mb\u0000\u202ec\r\nd\ud800' },
      { reason: 'abc d\ufffd' },
    ],
    ["a subject may have a school's own code", { ...noAction, subject: 'Fr/Y10 B' }, { subject: 'Fr/Y10 B' }],
    ['a reason may have 1,000 characters', { ...noAction, reason: 'x'.repeat(1000) }, {}],
  ])('%s', (_name, answer, expected) => {
    const checked = checkVerdicts(answer);
    expect(checked).toEqual({ verdicts: [expect.objectContaining(expected as object)] });
    expect(checkVerdicts([answer])).toEqual(checked);
  });

  it.each(['reading-group', '@st-aldates/reading-ladder/reading-group', 'ladder_2.x/reading-group'])(
    'may name the provision type %s',
    (provisionType) => {
      expect(checkVerdicts({ ...recommend, provisionType })).toMatchObject({ verdicts: [{ provisionType }] });
    },
  );

  it('may be several, where recommendations differ in subject or rule', () => {
    const answer = [
      recommend,
      { ...recommend, subject: 'reading' },
      { ...recommend, rule: 'other' },
      watch,
      watch,
    ];
    expect(checkVerdicts(answer)).toMatchObject({ verdicts: { length: 5 } });
  });
});

describe('an answer that is not', () => {
  it.each<[unknown, string]>([
    [null, 'answer: not a verdict'],
    [7, 'answer: not a verdict'],
    ['recommend', 'answer: not a verdict'],
    [{}, 'answer.kind: neither recommend, noAction nor insufficientData'],
    [{ kind: 'toString' }, 'answer.kind: neither recommend, noAction nor insufficientData'],
    [[], 'an empty array; answer noAction instead'],
    [[noAction, null], 'answer[1]: not a verdict'],
    [[[noAction]], 'answer[0]: not a verdict'],
    [new Array(51).fill(noAction), 'more than 50 verdicts'],
    [{ ...noAction, ref: 3 }, 'answer: unknown member "ref"'],
    [JSON.parse('{"kind":"noAction","__proto__":{}}'), 'answer: unknown member "__proto__"'],
    [[recommend, recommend], 'two recommendations for subject none and rule below-threshold'],
    [{ ...recommend, wave: 4 }, 'answer.wave: not 1, 2 or 3'],
    [{ ...recommend, wave: '2' }, 'answer.wave: not 1, 2 or 3'],
    [{ ...recommend, rule: 'Below' }, 'answer.rule: not a kebab-case key of at most 64 characters'],
    [{ ...recommend, rule: 'a'.repeat(65) }, 'answer.rule: not a kebab-case key of at most 64 characters'],
    ...[
      undefined,
      'Reading',
      'a'.repeat(65),
      '@st-aldates',
      '@st-aldates/',
      '/x',
      'a/b/c',
      '@a/b/c/d',
      'a b/c',
    ].map((provisionType): [unknown, string] => [
      { ...recommend, provisionType },
      'answer.provisionType: not the key of a provision type',
    ]),
    [{ ...recommend, subject: '' }, "answer.subject: not a subject's code"],
    [{ ...recommend, subject: 'a\u0000' }, "answer.subject: not a subject's code"],
    [{ ...recommend, urgent: 'yes' }, 'answer.urgent: not true or false'],
    [{ ...recommend, reason: undefined }, 'answer.reason: not text'],
    [{ ...recommend, reason: ' ' }, 'answer.reason: empty'],
    [{ ...recommend, reason: '\u200b' }, 'answer.reason: empty'],
    [{ ...recommend, reason: 'x'.repeat(1001) }, 'answer.reason: more than 1000 characters'],
    [{ ...recommend, reviewBy: '2026-02-29' }, 'answer.reviewBy: not a calendar date'],
    [{ ...recommend, reviewBy: '2026-09-01[u-ca=hebrew]' }, 'answer.reviewBy: not a calendar date'],
    [{ ...recommend, reviewBy: 20260901 }, 'answer.reviewBy: not a calendar date'],
    [{ ...recommend, evidence: evidence }, 'answer.evidence: not an array'],
    [{ ...recommend, evidence: [7] }, 'answer.evidence[0]: not an object'],
    [{ ...recommend, evidence: new Array(51).fill(evidence) }, 'answer.evidence: more than 50 pieces'],
    [{ ...recommend, evidence: [{ ...evidence, name: 'x' }] }, 'answer.evidence[0]: unknown member "name"'],
    [
      { ...recommend, evidence: [{ ...evidence, input: 'name' }] },
      'answer.evidence[0].input: not the name of an input',
    ],
    [
      { ...recommend, evidence: [{ ...evidence, input: 'attendance:reading' }] },
      'answer.evidence[0].input: not the name of an input',
    ],
    [
      { ...recommend, evidence: [{ input: 'attendance' }] },
      'answer.evidence[0].value: not a number, text, true, false or null',
    ],
    [
      { ...recommend, evidence: [{ ...evidence, value: { a: 1 } }] },
      'answer.evidence[0].value: not a number, text, true, false or null',
    ],
    [
      { ...recommend, evidence: [{ ...evidence, date: 'today' }] },
      'answer.evidence[0].date: not a calendar date',
    ],
    [
      { ...recommend, evidence: [{ ...evidence, label: 'x'.repeat(201) }] },
      'answer.evidence[0].label: more than 200 characters',
    ],
    [{ ...noAction, why: 'never' }, 'answer.why: neither notApplicable, watch nor noneNeeded'],
    [{ ...watch, reason: null }, 'answer.reason: not text'],
    [{ ...watch, reviewBy: null }, 'answer.reviewBy: watch needs a review date'],
    [{ kind: 'insufficientData' }, 'answer.missing: not a list of missing inputs'],
    [{ ...insufficient, missing: [] }, 'answer.missing: not a list of missing inputs'],
    [{ ...insufficient, missing: ['everything'] }, 'answer.missing[0]: not the name of an input'],
    [{ ...insufficient, reviewBy: '2026-09-01' }, 'answer: unknown member "reviewBy"'],
  ])('%j: %s', (answer, problem) => {
    expect(checkVerdicts(answer)).toEqual({ problem });
  });
});

describe('inputs that the policy declares', () => {
  it.each([
    [['results:reading'], 'results:reading', true],
    [['results'], 'results:reading', true],
    [['results:mathematics'], 'results:reading', false],
    [['results:reading'], 'results', false],
    [['results:read'], 'results:reading', false],
    [[], 'results:reading', false],
  ])('%j and evidence from %s: %s', (inputs, input, allowed) => {
    const answers = [
      { ...recommend, evidence: [{ input, value: 1 }] },
      { kind: 'insufficientData', missing: [input] },
    ];
    for (const answer of answers) expect('verdicts' in checkVerdicts(answer, inputs)).toBe(allowed);
  });
});
