import type { Need } from './sen-needs/check-needs.js';
import { characteristicFaults, type CharacteristicSpell, type RollDates, rollFaults } from './spell-rules.js';

const roll = (entryDate: string, leavingDate: string | null = null): RollDates => ({
  entryDate,
  leavingDate,
});
const told = (faults: readonly { pointer: string; code: string }[]) =>
  faults.map((it) => `${it.pointer} ${it.code}`);

const OVERLAP = ['/entryDate spells-overlap'];
const ENDS_BEFORE = ['/leavingDate ends-before-start'];

describe('a spell on the roll beside the others', () => {
  it.each<[string, RollDates, RollDates[], string[]]>([
    ['the first', roll('2025-09-01'), [], []],
    ['of one day', roll('2025-09-01', '2025-09-01'), [], []],
    ['that ends the day before it starts', roll('2025-09-02', '2025-09-01'), [], ENDS_BEFORE],
    ['the day after another ends', roll('2025-09-01'), [roll('2023-09-01', '2025-08-31')], []],
    ['on the last day of another', roll('2025-08-31'), [roll('2023-09-01', '2025-08-31')], OVERLAP],
    ['up to the day before another', roll('2023-09-01', '2025-08-31'), [roll('2025-09-01')], []],
    ['up to the first day of another', roll('2023-09-01', '2025-09-01'), [roll('2025-09-01')], OVERLAP],
    ['beside one that goes on', roll('2025-09-01'), [roll('2023-09-01')], OVERLAP],
    [
      'the same day as another',
      roll('2025-09-01', '2025-09-01'),
      [roll('2025-09-01', '2025-09-01')],
      OVERLAP,
    ],
    [
      'in the gap between two, to the day',
      roll('2024-09-01', '2025-08-31'),
      [roll('2023-09-01', '2024-08-31'), roll('2025-09-01')],
      [],
    ],
    [
      'over a gap that is a day too short',
      roll('2024-09-01', '2025-08-31'),
      [roll('2023-09-01', '2024-08-31'), roll('2025-08-31')],
      OVERLAP,
    ],
    ['the later half of a split', roll('2025-01-06'), [roll('2024-09-01', '2025-01-05')], []],
    [
      'the later half of a split that left the first half open',
      roll('2025-01-06'),
      [roll('2024-09-01')],
      OVERLAP,
    ],
  ])('%s', (_case, spell, others, faults) => {
    expect(told(rollFaults(spell, others))).toEqual(faults);
  });

  it('one that ends before it starts is told of nothing else, and an overlap names the other spell', () => {
    expect(told(rollFaults(roll('2025-09-02', '2025-09-01'), [roll('2023-09-01')]))).toEqual(ENDS_BEFORE);
    const [until, open] = [roll('2023-09-01', '2025-09-01'), roll('2023-09-01')].map(
      (it) => rollFaults(roll('2025-09-01'), [it])[0]!.detail,
    );
    expect(until).toBe('The pupil is on roll from 2023-09-01 to 2025-09-01 already.');
    expect(open).toBe('The pupil is on roll from 2023-09-01 to today already.');
  });
});

const spell = (members: Partial<CharacteristicSpell> = {}): CharacteristicSpell => ({
  kind: 'sen',
  value: 'K',
  startDate: '2025-09-01',
  endDate: null,
  ...members,
});
const before = spell({ startDate: '2024-09-01', endDate: '2025-08-31' });
const need = (members: Partial<Need> = {}): Need => ({
  id: 'need',
  needType: 'SLCN',
  needRank: 1,
  startDate: '2025-09-01',
  endDate: '2026-07-31',
  ...members,
});

describe('a spell of a characteristic beside the others', () => {
  it.each<[string, CharacteristicSpell, CharacteristicSpell[], string[]]>([
    ['the first', spell(), [], []],
    ['with a value outside the code set', spell({ value: 'X' }), [], ['/value not-in-set']],
    ['with a value of another kind’s set', spell({ kind: 'fsm', value: 'K' }), [], ['/value not-in-set']],
    ['of one day', spell({ endDate: '2025-09-01' }), [], []],
    ['that ends before it starts', spell({ endDate: '2025-08-31' }), [], ['/endDate ends-before-start']],
    ['joined to the one before', spell(), [before], []],
    ['joined to the one before with the same value', spell(), [{ ...before, value: 'K' }], []],
    [
      'on the last day of the one before',
      spell({ startDate: '2025-08-31' }),
      [before],
      ['/startDate spells-overlap'],
    ],
    ['with another value on the same day', spell({ value: 'E' }), [spell()], ['/startDate spells-overlap']],
    [
      'over one that lies inside',
      spell({ startDate: '2024-01-01' }),
      [before],
      ['/startDate spells-overlap'],
    ],
    ['of another kind at the same time', spell(), [spell({ kind: 'ethnicity', value: 'WBRI' })], []],
    [
      'in the gap that a split left, to the day',
      spell({ startDate: '2025-09-01', endDate: '2025-12-31', value: 'E' }),
      [before, spell({ startDate: '2026-01-01' })],
      [],
    ],
    [
      'a day longer than the gap that a split left',
      spell({ startDate: '2025-09-01', endDate: '2026-01-01', value: 'E' }),
      [before, spell({ startDate: '2026-01-01' })],
      ['/startDate spells-overlap'],
    ],
  ])('%s', (_case, given, others, faults) => {
    expect(told(characteristicFaults(given, others, []))).toEqual(faults);
  });

  it.each<[string, CharacteristicSpell, Need[], string[]]>([
    ['no SEN while a need is recorded', spell({ value: 'N' }), [need()], ['/value need-recorded']],
    [
      'no SEN from the last day of a need',
      spell({ value: 'N', startDate: '2026-07-31' }),
      [need()],
      ['/value need-recorded'],
    ],
    ['no SEN from the day after a need', spell({ value: 'N', startDate: '2026-08-01' }), [need()], []],
    ['support while a need is recorded', spell(), [need()], []],
    ['a plan while a need is recorded', spell({ value: 'E' }), [need()], []],
    [
      'a plan without an assessed need',
      spell({ value: 'E' }),
      [need({ needType: 'NSA' })],
      ['/value need-recorded'],
    ],
    ['support without an assessed need', spell(), [need({ needType: 'NSA' })], []],
    ['free meals while a need is recorded', spell({ kind: 'fsm', value: 'yes' }), [need()], []],
  ])('%s', (_case, given, needs, faults) => {
    expect(told(characteristicFaults(given, [], needs))).toEqual(faults);
  });

  it('names the first fault only: what an overlap is of is not told of a value that is none', () => {
    expect(told(characteristicFaults(spell({ value: 'X' }), [spell()], []))).toEqual(['/value not-in-set']);
  });
});
