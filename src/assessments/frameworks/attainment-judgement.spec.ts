import { attainmentJudgement } from './attainment-judgement.js';
import type { AttainmentJudgement } from './attainment-judgement.js';
import type { Framework, NcYear } from './framework.js';
import { seedFrameworks } from './seed-frameworks.js';

function named(key: string): Framework {
  const framework = seedFrameworks.find((each) => each.key === key);
  if (!framework) throw new Error(`no framework ${key}`);
  return framework;
}

describe('attainment judgement', () => {
  test.each<[string, NcYear | null, number | null, AttainmentJudgement | null]>([
    ['ks2-scaled', '6', 99, 'below'],
    ['ks2-scaled', '6', 100, 'at'],
    ['ks2-scaled', '6', 109, 'at'],
    ['ks2-scaled', '6', 110, 'above'],
    ['ks2-scaled', '5', 110, null],
    ['ks2-scaled', null, 110, null],
    ['ks2-scaled', '6', null, null],
    ['phonics-screening', '1', 31, 'below'],
    ['phonics-screening', '1', 32, 'at'],
    ['phonics-screening', '2', 40, 'at'],
    ['phonics-screening', '3', 40, null],
    ['eyfs-elg', 'R', 1, 'below'],
    ['eyfs-elg', 'R', 2, 'at'],
    ['mtc', '4', 25, null],
    ['nc-levels-2008', '6', 23, 'below'],
    ['nc-levels-2008', '6', 25, 'at'],
    ['nc-levels-2008', '7', 25, null],
    ['nc-levels-2008', '9', 53, 'at'],
    ['ks2-ta-writing', '6', 7, 'below'],
    ['ks2-ta-writing', '6', 8, 'at'],
    ['ks2-ta-writing', '6', 9, 'above'],
    ['gcse-9-1', '11', 3, 'below'],
    ['gcse-9-1', '11', 4, 'at'],
    ['gcse-9-1', '11', 7, 'above'],
    ['standardised', '7', 130, null],
    ['twenty', '10', 9, 'below'],
    ['twenty', '10', 15, 'at'],
    ['twenty', '14', 16, 'above'],
    ['twenty', 'X', 16, null],
  ])('%s in year %s with %p points is %s', (key, ncYear, points, wanted) => {
    expect(attainmentJudgement(named(key), ncYear, points)).toBe(wanted);
  });

  test.each<[number, AttainmentJudgement]>([
    [31, 'below'],
    [30, 'at'],
    [26, 'at'],
    [25, 'above'],
  ])('where lower is better %d seconds are %s', (seconds, wanted) => {
    const run = { direction: -1, expectations: { 7: 30 }, higherStandard: 25 } as const;
    expect(attainmentJudgement(run, '7', seconds)).toBe(wanted);
  });
});
