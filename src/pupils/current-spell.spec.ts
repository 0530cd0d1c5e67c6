import { rollChange, type RollSpell } from './current-spell.js';

const spell = (entryDate: string, leavingDate: string | null = null, ncYear = '4'): RollSpell => ({
  ncYear,
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
    const change = rollChange(spells, { entryDate, ncYear: '4' }, '2026-03-01');
    expect(change.kind).toBe(kind);
    if (change.kind === 'correct') expect(change.spell).toEqual(corrected);
  });
});

describe('another NC year, told by a roll', () => {
  const third = spell('2023-09-04', null, '3');
  const wasThird = spell('2023-09-04', '2025-08-31', '3');
  const fourth = spell('2025-09-01', null, '4');

  it.each<[string, RollSpell[], string, string, object]>([
    ['in a new academic year', [third], '2023-09-04', '2026-03-01', { kind: 'promote', from: '2025-09-01' }],
    ['on its first day', [third], '2023-09-04', '2025-09-01', { kind: 'promote', from: '2025-09-01' }],
    ['in July', [third], '2023-09-04', '2025-07-31', { kind: 'promote', from: '2024-09-01' }],
    ['in August', [third], '2023-09-04', '2025-08-01', { kind: 'promote', from: '2025-09-01' }],
    ['from a day that is said', [third], '2025-11-03', '2026-03-01', { kind: 'promote', from: '2025-11-03' }],
    [
      'from an entry before the known one',
      [third],
      '2023-09-01',
      '2026-03-01',
      { kind: 'promote', from: '2025-09-01' },
    ],
    [
      'in the academic year of entry',
      [spell('2025-09-01', null, '3')],
      '2025-09-01',
      '2026-03-01',
      { kind: 'correct', entryDate: '2025-09-01' },
    ],
    [
      'the day after entry, before the new year',
      [spell('2025-09-02', null, '3')],
      '2025-09-02',
      '2026-07-31',
      { kind: 'correct', entryDate: '2025-09-02' },
    ],
    [
      'of a pupil who has left',
      [wasThird],
      '2023-09-04',
      '2026-03-01',
      { kind: 'correct', entryDate: '2023-09-04' },
    ],
    [
      'told again after the split',
      [wasThird, fourth],
      '2023-09-04',
      '2026-03-01',
      { kind: 'correct', spell: fourth, entryDate: '2025-09-01' },
    ],
    [
      'told again in August, before the spell to come',
      [wasThird, fourth],
      '2023-09-04',
      '2025-08-20',
      { kind: 'correct', spell: fourth, entryDate: '2025-09-01' },
    ],
    [
      'told again with the day that is said, before it comes',
      [wasThird, fourth],
      '2025-09-01',
      '2025-07-20',
      { kind: 'correct', spell: fourth, entryDate: '2025-09-01' },
    ],
  ])('%s', (_case, spells, entryDate, today, change) => {
    expect(rollChange(spells, { entryDate, ncYear: '4' }, today)).toMatchObject(change);
  });

  it('a day between two spells keeps them apart', () => {
    const returned = [spell('2023-09-04', '2025-08-30', '3'), fourth];
    expect(rollChange(returned, { entryDate: '2023-09-04', ncYear: '4' }, '2026-03-01').kind).toBe('clash');
  });
});
