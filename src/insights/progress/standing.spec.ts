import fc from 'fast-check';
import { isoOfDay } from '../../common/dates.js';
import type { ResultStatus } from '../../targets/trajectory/facts.js';
import { actualsOf } from '../../targets/trajectory/actuals.js';
import { dayNumber } from '../../common/dates.js';
import { trajectoryOf } from '../../targets/trajectory/trajectory.js';
import { standingOf } from './standing.js';

const target = { baselineDate: '2026-01-09', baseline: 10, target: 20, due: '2026-04-19', checkpoints: [] };
const framework = { direction: 1, tolerance: 1, min: 0, max: 30, oneOff: false } as const;

describe('where a pupil stands', () => {
  // Ten points in 100 days: 15 are expected on 28 February, 50 days after the baseline.
  it.each([
    [16.1, '2026-02-28', '2026-03-01', 'above', false],
    [16, '2026-02-28', '2026-03-01', 'on', false],
    [14, '2026-02-28', '2026-03-01', 'on', false],
    [13.9, '2026-02-28', '2026-03-01', 'below', false],
    [14, '2026-02-28', '2026-08-27', 'on', false],
    [14, '2026-02-28', '2026-08-28', 'on', true],
  ] as const)('%f points on %s, as of %s: %s, stale %s', (points, date, asOf, standing, stale) => {
    expect(standingOf(target, framework, { date, points }, asOf)).toEqual({ standing, stale });
  });

  it('without an actual, in a check taken once, and without a tolerance', () => {
    const latest = { date: '2026-02-28', points: 14 };
    expect(standingOf(target, framework, null, '2026-03-01').standing).toBe('noResult');
    expect(standingOf(target, { ...framework, oneOff: true }, latest, '2026-03-01').standing).toBe(
      'notJudged',
    );
    expect(standingOf(target, { ...framework, tolerance: null }, latest, '2026-03-01').standing).toBe(
      'notJudged',
    );
  });

  it('is what the trajectory says, for any results', () => {
    const first = dayNumber('2025-12-01');
    const result = fc.record({
      date: fc.integer({ min: first, max: first + 400 }).map(isoOfDay),
      points: fc.integer({ min: 0, max: 30 }),
      status: fc.constantFrom<ResultStatus>('R', 'P', 'I', 'E', 'T'),
    });
    fc.assert(
      fc.property(fc.array(result, { maxLength: 12 }), (results) => {
        const asOf = isoOfDay(first + 300);
        const { actuals } = actualsOf(results, dayNumber(target.baselineDate), dayNumber(asOf));
        const { judgement, flags } = trajectoryOf({ target, framework, results, asOf });
        const found = standingOf(target, framework, actuals.at(-1) ?? null, asOf);
        expect(found).toEqual({ standing: judgement ?? 'noResult', stale: flags.includes('stale') });
      }),
    );
  });
});
