import { contradictedNeed, type Need, needFaults, type SenSpell } from './check-needs.js';

const need: Need = {
  id: null,
  needType: 'SLCN',
  needRank: 1,
  startDate: '2025-09-01',
  endDate: '2026-07-21',
};
const spell = (value: string, startDate: string, endDate: string | null = null): SenSpell => ({
  value,
  startDate,
  endDate,
});
const other = (members: Partial<Need>): Need => ({ ...need, id: 'other', needType: 'ASD', ...members });

describe('needs of a pupil with SEN', () => {
  it.each<[string, Partial<Need>, SenSpell[], Need[], string[]]>([
    ['support all the time', {}, [spell('K', '2025-09-01', '2026-07-21')], [], []],
    ['a plan all the time', {}, [spell('E', '2025-01-01')], [], []],
    [
      'support, and a plan from the day after',
      {},
      [spell('E', '2026-02-02'), spell('K', '2025-09-01', '2026-02-01')],
      [],
      [],
    ],
    ['no provision known', {}, [], [], ['/startDate no-sen']],
    ['no SEN', {}, [spell('N', '2025-09-01')], [], ['/startDate no-sen']],
    ['support from the second day', {}, [spell('K', '2025-09-02')], [], ['/startDate no-sen']],
    ['support up to the day before', {}, [spell('K', '2025-09-01', '2026-07-20')], [], ['/endDate no-sen']],
    [
      'a day without support between',
      {},
      [spell('K', '2025-09-01', '2026-02-01'), spell('E', '2026-02-03')],
      [],
      ['/endDate no-sen'],
    ],
    ['open, support open', { endDate: null }, [spell('K', '2025-09-01')], [], []],
    [
      'open, support ends',
      { endDate: null },
      [spell('K', '2025-09-01', '2030-07-21')],
      [],
      ['/endDate no-sen'],
    ],
    ['NSA with support', { needType: 'NSA' }, [spell('K', '2025-09-01')], [], []],
    [
      'NSA with a plan',
      { needType: 'NSA' },
      [spell('E', '2025-09-01')],
      [],
      ['/startDate nsa-without-support'],
    ],
    [
      'NSA until a plan begins',
      { needType: 'NSA', endDate: null },
      [spell('K', '2025-09-01', '2026-02-01'), spell('E', '2026-02-02')],
      [],
      ['/endDate nsa-without-support'],
    ],
    ['another need of another rank', {}, [spell('K', '2025-09-01')], [other({ needRank: 2 })], []],
    ['another need of this rank', {}, [spell('K', '2025-09-01')], [other({})], ['/needRank rank-taken']],
    [
      'another of this rank until the day before',
      {},
      [spell('K', '2024-09-01')],
      [other({ startDate: '2024-09-01', endDate: '2025-08-31' })],
      [],
    ],
    [
      'the same type twice',
      {},
      [spell('K', '2025-09-01')],
      [other({ needType: 'SLCN', needRank: 2, startDate: '2026-07-21', endDate: null })],
      ['/needType spells-overlap'],
    ],
    ['itself, as it was', { id: 'other' }, [spell('K', '2025-09-01')], [other({ needType: 'SLCN' })], []],
    ['an end before the start', { endDate: '2025-08-31' }, [], [], ['/endDate ends-before-start']],
  ])('%s', (_case, members, provision, others, wanted) => {
    const faults = needFaults({ ...need, ...members }, provision, others);
    expect(faults.map((it) => `${it.pointer} ${it.code}`)).toEqual(wanted);
  });

  it.each<[string, SenSpell, string | null]>([
    ['support', spell('K', '2025-09-01'), null],
    ['a plan, which knows the need', spell('E', '2026-01-05'), 'assessed-later'],
    ['no SEN from the day after the last', spell('N', '2026-07-22'), null],
    ['no SEN on the last day', spell('N', '2026-07-21'), 'slcn'],
    ['no SEN up to the first day', spell('N', '2024-09-01', '2025-09-01'), 'slcn'],
    ['no SEN before', spell('N', '2024-09-01', '2025-08-31'), null],
  ])('%s speaks against %s', (_case, provision, wanted) => {
    const needs = [
      { ...need, id: 'slcn' },
      other({ id: 'assessed-later', needType: 'NSA', startDate: '2026-01-05' }),
    ];
    expect(contradictedNeed(needs, provision)?.id ?? null).toBe(wanted);
  });
});
