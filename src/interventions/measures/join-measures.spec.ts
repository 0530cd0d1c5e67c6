import { jointFaults, type TakenMeasure } from './join-measures.js';

const measure = (scale: string, date: string | null): TakenMeasure => ({ scale, date });
const entry = measure('standardised/1', '2026-09-07');

describe('entry and exit measures together', () => {
  it.each<[string, TakenMeasure | null, TakenMeasure | null, string[]]>([
    ['neither', null, null, []],
    ['entry alone', entry, null, []],
    ['exit alone', null, entry, []],
    ['a day apart in one framework', entry, measure('standardised/1', '2026-09-08'), []],
    ['of one day', entry, measure('standardised/1', '2026-09-07'), ['/exit/date not-after-entry']],
    ['the wrong way round', entry, measure('standardised/1', '2026-09-06'), ['/exit/date not-after-entry']],
    [
      'in two versions of a framework',
      entry,
      measure('standardised/2', '2026-12-18'),
      ['/exit other-measure'],
    ],
    ['in a framework and by name', entry, measure('words a minute', '2026-12-18'), ['/exit other-measure']],
    ['without a date', measure('words a minute', null), measure('words a minute', '2026-12-18'), []],
  ])('%s', (_case, first, second, faults) => {
    expect(jointFaults(first, second).map((it) => `${it.pointer} ${it.code}`)).toEqual(faults);
  });
});
