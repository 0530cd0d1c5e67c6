import type { Framework } from './framework.js';
import { readValue } from './read-value.js';
import type { SentValue, ValueErrorCode } from './read-value.js';
import { seedFrameworks } from './seed-frameworks.js';

function named(key: string): Framework {
  const framework = seedFrameworks.find((each) => each.key === key);
  if (!framework) throw new Error(`no framework ${key}`);
  return framework;
}

const nothing = { ok: true, value: null, grade: null, outcome: null, points: null };

describe('reading a result in its framework', () => {
  test.each<[string, SentValue, object]>([
    ['twenty', { value: 0 }, { ...nothing, value: 0, points: 0 }],
    ['twenty', { value: 20 }, { ...nothing, value: 20, points: 20 }],
    ['percentage', { value: 66.67 }, { ...nothing, value: 66.67, points: 66.67 }],
    ['percentage', { value: 0.07 }, { ...nothing, value: 0.07, points: 0.07 }],
    ['standardised', { value: 70 }, { ...nothing, value: 70, points: 70 }],
    ['gcse-9-1', { grade: 'U' }, { ...nothing, grade: 'U', points: 0 }],
    ['gcse-9-1', { grade: '9' }, { ...nothing, grade: '9', points: 9 }],
    ['nc-levels-2008', { grade: '4b' }, { ...nothing, grade: '4b', points: 27 }],
    ['ks2-scaled', { outcome: 'absent' }, { ...nothing, outcome: 'absent' }],
    ['gcse-9-1', { value: null, grade: null, outcome: 'disapplied' }, { ...nothing, outcome: 'disapplied' }],
  ])('%s %j', (key, sent, wanted) => {
    expect(readValue(named(key), sent)).toEqual(wanted);
  });

  test.each<[string, SentValue, ValueErrorCode, keyof SentValue]>([
    ['twenty', { value: 21 }, 'value-out-of-range', 'value'],
    ['twenty', { value: -1 }, 'value-out-of-range', 'value'],
    ['twenty', { value: 10.5 }, 'value-off-step', 'value'],
    ['percentage', { value: 66.666 }, 'value-off-step', 'value'],
    ['twenty', { value: Number.NaN }, 'value-not-finite', 'value'],
    ['twenty', { value: Infinity }, 'value-not-finite', 'value'],
    ['twenty', {}, 'value-missing', 'value'],
    ['gcse-9-1', { grade: null }, 'value-missing', 'grade'],
    ['twenty', { grade: '7' }, 'grade-not-allowed', 'grade'],
    ['gcse-9-1', { value: 7 }, 'value-not-allowed', 'value'],
    ['gcse-9-1', { grade: 'A' }, 'grade-unknown', 'grade'],
    ['gcse-9-1', { grade: 'u' }, 'grade-unknown', 'grade'],
    ['gcse-9-1', { grade: '' }, 'grade-unknown', 'grade'],
    ['twenty', { outcome: 'A' }, 'outcome-unknown', 'outcome'],
    ['twenty', { outcome: '' }, 'outcome-unknown', 'outcome'],
    ['twenty', { value: 0, outcome: 'absent' }, 'value-ambiguous', 'outcome'],
    ['twenty', { value: 0, grade: '7' }, 'value-ambiguous', 'grade'],
    ['gcse-9-1', { value: 7, grade: '7' }, 'value-ambiguous', 'value'],
  ])('%s %j is refused as %s', (key, sent, code, member) => {
    expect(readValue(named(key), sent)).toMatchObject({ ok: false, code, member });
  });

  test('each value of a framework in hundredths is on its step', () => {
    for (let hundredths = 0; hundredths <= 10_000; hundredths += 1) {
      expect(readValue(named('percentage'), { value: hundredths / 100 }).ok).toBe(true);
    }
  });
});
