import { type CheckedOutcome, outcomeFaults } from './check-outcome.js';

const outcome: CheckedOutcome = { byDate: '2026-12-11', result: null, resultOn: null, achieved: null };
const judged = { result: 'met', resultOn: '2026-11-20', achieved: '98 words a minute' } as const;

describe('what an outcome needs', () => {
  it.each<[string, Partial<CheckedOutcome>, string[]]>([
    ['one that is to be reached', {}, []],
    ['by the day after the start', { byDate: '2026-09-08' }, []],
    ['by the day of the start', { byDate: '2026-09-07' }, ['/byDate not-after-start']],
    ['one that was judged', judged, []],
    ['judged today', { ...judged, resultOn: '2026-11-24' }, []],
    ['judged tomorrow', { ...judged, resultOn: '2026-11-25' }, ['/resultOn in-future']],
    ['judged on the day of the start', { ...judged, resultOn: '2026-09-07' }, []],
    ['judged before the start', { ...judged, resultOn: '2026-09-06' }, ['/resultOn before-start']],
    ['judged on no day', { ...judged, resultOn: null }, ['/resultOn missing']],
    ['a day without a result', { resultOn: '2026-11-20' }, ['/resultOn no-result']],
    ['an achievement without a result', { achieved: '98' }, ['/achieved no-result']],
  ])('%s', (_case, members, wanted) => {
    const faults = outcomeFaults({ ...outcome, ...members }, '2026-09-07', '2026-11-24');
    expect(faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(wanted);
  });

  it('of a draft without a start any day will do', () => {
    expect(outcomeFaults({ ...outcome, byDate: '2020-01-01' }, null, '2026-11-24')).toEqual([]);
  });
});
