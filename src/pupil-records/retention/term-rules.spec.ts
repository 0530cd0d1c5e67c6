import { faultOfTerm } from './term-rules.js';

describe('a term that a school sets', () => {
  it.each([
    ['attendance', 6, null, null],
    ['attendance', 7, null, null],
    ['attendance', 5, 'Agreed by governors', 'below-statutory-minimum'],
    ['contacts', 5, 'Agreed by governors', 'below-statutory-minimum'],
    ['pupil-record', 25, null, null],
    ['pupil-record', 24, null, 'missing'],
    ['pupil-record', 24, 'Handed on to the secondary school', null],
    ['sen-records', 30, null, 'missing'],
    ['sen-records', 35, null, null],
    ['access-log', 1, 'Agreed by governors', null],
  ] as const)('%s for %i years, because %p: %p', (kind, years, reason, wanted) => {
    expect(faultOfTerm(kind, years, reason)?.code ?? null).toBe(wanted);
  });
});
