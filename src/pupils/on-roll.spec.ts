import { isOnRoll, leavingOn, type RollSpell } from './on-roll.js';

const spell = (entryDate: string, leavingDate: string | null, status = 'C'): RollSpell => ({
  status,
  entryDate,
  leavingDate,
});
const DAY = '2026-10-16';

describe('on roll on a day', () => {
  it.each<[string, RollSpell, boolean]>([
    ['who came on the day', spell(DAY, null), true],
    ['who comes the day after', spell('2026-10-17', null), false],
    ['whose last day it is', spell('2025-09-01', DAY), true],
    ['who left the day before', spell('2025-09-01', '2026-10-15'), false],
    ['a subsidiary registration', spell('2025-09-01', null, 'S'), true],
    ['registered as previous', spell('2025-09-01', null, 'P'), false],
  ])('%s', (_case, one, is) => {
    expect(isOnRoll(one, DAY)).toBe(is);
  });
});

describe('a pupil who has left', () => {
  it.each<[string, RollSpell[], ReturnType<typeof leavingOn>]>([
    ['never', [], null],
    ['not yet', [spell('2025-09-01', DAY)], null],
    ['never, and is to come', [spell('2026-11-02', null)], null],
    ['the day before', [spell('2025-09-01', '2026-10-15')], { leftOn: '2026-10-15', returnsOn: null }],
    [
      'after two spells',
      [spell('2025-09-01', '2026-07-20'), spell('2024-09-01', '2025-08-31')],
      { leftOn: '2026-07-20', returnsOn: null },
    ],
    [
      'and comes back',
      [spell('2025-09-01', '2026-07-20'), spell('2026-11-02', null), spell('2027-09-01', null)],
      { leftOn: '2026-07-20', returnsOn: '2026-11-02' },
    ],
    ['and is back', [spell('2025-09-01', '2026-07-20'), spell(DAY, null)], null],
    ['nobody says when', [spell('2025-09-01', null, 'P')], { leftOn: null, returnsOn: null }],
  ])('%s', (_case, spells, leaving) => {
    expect(leavingOn(spells, DAY)).toEqual(leaving);
  });
});
