import { groupFaults, type GroupFacts, type GroupSpell, membershipFaults, spellLeft } from './group-rules.js';

const spell = (
  groupId: string,
  startDate: string,
  endDate: string | null = null,
  kind: GroupFacts['kind'] = 'teaching',
): GroupSpell => ({ groupId, startDate, endDate, kind });

const codes = (faults: readonly { pointer: string; code: string }[]) =>
  faults.map((it) => `${it.pointer} ${it.code}`);

describe('a group', () => {
  it.each<[GroupFacts['kind'], string | null, string[]]>([
    ['teaching', 'mathematics', []],
    ['teaching', null, ['/subject subject-missing']],
    ['registration', null, []],
    ['registration', 'mathematics', ['/subject subject-given']],
    ['intervention', 'reading', []],
    ['intervention', null, []],
  ])('%s with the subject %s: %j', (kind, subject, wanted) => {
    expect(codes(groupFaults({ kind, subject }))).toEqual(wanted);
  });
});

describe('a spell in a group', () => {
  it.each<[string, GroupSpell, GroupSpell[], string[]]>([
    ['the first', spell('a', '2026-09-01'), [], []],
    ['of one day', spell('a', '2026-09-01', '2026-09-01'), [], []],
    [
      'that ends before it starts',
      spell('a', '2026-09-02', '2026-09-01'),
      [],
      ['/endDate ends-before-start'],
    ],
    ['the day after an earlier one', spell('a', '2026-09-02'), [spell('a', '2025-09-01', '2026-09-01')], []],
    [
      'on the last day of an earlier one',
      spell('a', '2026-09-01'),
      [spell('a', '2025-09-01', '2026-09-01')],
      ['/startDate spells-overlap'],
    ],
    ['before one that goes on', spell('a', '2025-09-01', '2026-08-31'), [spell('a', '2026-09-01')], []],
    ['beside one in another group', spell('b', '2026-09-01'), [spell('a', '2026-09-01')], []],
    [
      'in a second registration group',
      spell('b', '2026-09-08', null, 'registration'),
      [spell('a', '2026-09-01', null, 'registration')],
      ['/startDate second-registration-group'],
    ],
    [
      'in a registration group the day after the one before',
      spell('b', '2026-09-08', null, 'registration'),
      [spell('a', '2026-09-01', '2026-09-07', 'registration')],
      [],
    ],
    [
      'in a registration group beside a teaching group',
      spell('b', '2026-09-08', null, 'registration'),
      [spell('a', '2026-09-01')],
      [],
    ],
  ])('%s', (_case, one, others, wanted) => {
    expect(codes(membershipFaults(one, others))).toEqual(wanted);
  });
});

describe('the spell that a pupil leaves by moving', () => {
  const spells = [spell('a', '2025-09-01', '2026-07-20'), spell('a', '2026-09-01'), spell('b', '2026-09-01')];

  it.each<[string, string, string, GroupSpell | null]>([
    ['goes on', 'a', '2026-10-10', spells[1]!],
    ['holds its first day', 'a', '2026-09-01', spells[1]!],
    ['holds its last day', 'a', '2026-07-20', spells[0]!],
    ['is over', 'a', '2026-07-21', null],
    ['has not begun', 'b', '2026-08-31', null],
    ['is in another group', 'c', '2026-10-10', null],
  ])('%s', (_case, groupId, lastDay, wanted) => {
    expect(spellLeft(spells, groupId, lastDay)).toBe(wanted);
  });
});
