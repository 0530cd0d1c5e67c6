import { rollChange, type RollSpell } from './current-spell.js';

const spell = (entryDate: string, leavingDate: string | null = null): RollSpell => ({
  entryDate,
  leavingDate,
});
const primary = spell('2019-09-01', '2025-08-31');
const now = spell('2025-09-01');

describe('a roll that is synced against the spells that are known', () => {
  it.each<[string, RollSpell[], string, string, RollSpell | null]>([
    ['no spell at all', [], '2025-09-01', 'add', null],
    ['the same entry', [now], '2025-09-01', 'correct', now],
    ['an entry a week later', [now], '2025-09-08', 'correct', now],
    [
      'the spell of today, not one to come',
      [spell('2026-09-01'), spell('2025-09-01', '2026-08-31')],
      '2025-09-08',
      'correct',
      spell('2025-09-01', '2026-08-31'),
    ],
    ['a pupil who left and came back', [primary], '2025-09-01', 'add', null],
    ['a pupil who left, told again', [primary], '2019-09-01', 'correct', primary],
    ['an entry that reaches into the spell before', [primary, now], '2025-08-31', 'clash', null],
    ['an entry right after the spell before', [primary, now], '2025-09-02', 'correct', now],
  ])('%s', (_case, spells, entryDate, kind, corrected) => {
    const change = rollChange(spells, entryDate, '2026-03-01');
    expect(change.kind).toBe(kind);
    if (change.kind === 'correct') expect(change.spell).toEqual(corrected);
  });
});
