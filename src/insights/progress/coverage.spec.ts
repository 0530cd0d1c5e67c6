import { coverageOf, type SupportByIntervention, type SupportByPlan } from './coverage.js';

const intervention = (subject: string | null, feature = 'intervention'): SupportByIntervention => ({
  pupilId: 'a',
  subject,
  feature,
});
const plan = (subjects: string[] | null): SupportByPlan => ({ pupilId: 'a', subjects });

describe('support of a pupil below trajectory in reading', () => {
  it.each<[string, SupportByIntervention[], SupportByPlan[], string, string[]]>([
    ['none', [], [], 'uncovered', []],
    ['an intervention in reading', [intervention('reading')], [], 'intervention', ['intervention']],
    ['an intervention in no subject', [intervention(null)], [], 'intervention', ['intervention']],
    ['an intervention in mathematics', [intervention('mathematics')], [], 'uncovered', []],
    ['an open plan', [], [plan(null)], 'planOnly', []],
    ['an open plan for reading and writing', [], [plan(['writing', 'reading'])], 'planOnly', []],
    ['an open plan for mathematics', [], [plan(['mathematics'])], 'uncovered', []],
    [
      'an intervention in mathematics and a plan',
      [intervention('mathematics')],
      [plan(null)],
      'planOnly',
      [],
    ],
    [
      'two interventions of two features and a plan',
      [intervention('reading'), intervention(null, 'wider-needs')],
      [plan(null)],
      'intervention',
      ['intervention', 'wider-needs'],
    ],
  ])('%s', (_case, interventions, plans, coverage, features) => {
    expect(coverageOf('reading', interventions, plans)).toEqual({ coverage, features });
  });
});
