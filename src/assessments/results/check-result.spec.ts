import { seedFrameworks } from '../frameworks/seed-frameworks.js';
import { checkValue, observedFaults } from './check-result.js';

const twenty = seedFrameworks.find((it) => it.key === 'twenty')!;
const none = { value: null, grade: null, outcome: null, points: null };

describe('checking a result', () => {
  test.each([
    [{ value: 12 }, { read: { ...none, value: 12, points: 12 }, faults: [] }],
    [{ outcome: 'absent' }, { read: { ...none, outcome: 'absent' }, faults: [] }],
    [
      { value: 21 },
      {
        read: null,
        faults: [
          {
            pointer: '/baseline/value',
            code: 'value-out-of-range',
            detail: 'The framework goes from 0 to 20.',
          },
        ],
      },
    ],
  ])('%j of grades 0 to 20', (sent, wanted) => {
    expect(checkValue(twenty, sent, '/baseline')).toEqual(wanted);
  });

  test.each([
    ['2014-03-08', ['before-birth']],
    ['2014-03-09', []],
    ['2026-11-23', []],
    ['2026-11-24', ['in-future']],
  ])('%s for a pupil born on 2014-03-09, on 2026-11-23', (date, wanted) => {
    expect(observedFaults(date, '2014-03-09', '2026-11-23').map((it) => it.code)).toEqual(wanted);
  });
});
