import type { Verdict } from '@espalier/sdk';
import { heldAgainst } from './catalogue.js';

const catalogue = { provisionTypes: new Set(['small-group']), subjects: new Set(['reading']) };
const recommend = (members: object): Verdict => ({
  kind: 'recommend',
  rule: 'r',
  wave: 2,
  provisionType: 'small-group',
  subject: 'reading',
  urgent: false,
  reason: 'x',
  evidence: [],
  reviewBy: null,
  ...members,
});

describe('an answer held against the school’s catalogue', () => {
  it.each<[string, Verdict, string | null]>([
    ['known throughout', recommend({}), null],
    ['without a subject', recommend({ subject: null }), null],
    [
      'an unknown provision type',
      recommend({ provisionType: 'magic' }),
      'The school has no provision type "magic"',
    ],
    ['an unknown subject', recommend({ subject: 'alchemy' }), 'The school has no subject "alchemy"'],
    [
      'missing data in an unknown subject',
      { kind: 'insufficientData', subject: 'alchemy', missing: ['results'], reason: null },
      'The school has no subject "alchemy"',
    ],
  ])('%s', (_name, verdict, detail) => {
    const outcome = heldAgainst(catalogue, { ref: 7, verdicts: [verdict] });
    expect(outcome).toEqual(
      detail ? { ref: 7, notEvaluated: 'badOutput', detail } : { ref: 7, verdicts: [verdict] },
    );
  });
});
