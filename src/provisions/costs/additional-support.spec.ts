import { additionalSupport, type YearsPlace } from './additional-support.js';

const place = (pence: number | null, wave = 3): YearsPlace => ({ wave, pence });

describe('what a pupil’s support costs in a year, against the £6,000 that the school meets', () => {
  it.each<[string, YearsPlace[], number, number, number]>([
    ['no place', [], 0, 0, 0],
    ['a penny under £6,000', [place(599_999)], 599_999, 599_999, 0],
    ['£6,000', [place(600_000)], 600_000, 600_000, 0],
    ['a penny over £6,000', [place(600_001)], 600_001, 600_000, 1],
    ['two places that reach it together', [place(350_000, 2), place(250_000)], 600_000, 600_000, 0],
    ['two places that go beyond it', [place(350_000, 2), place(400_000)], 750_000, 600_000, 150_000],
    ['what is made for all does not count', [place(600_000, 1), place(1_000, 2)], 1_000, 1_000, 0],
  ])('%s', (_case, places, additionalPence, schoolMeetsPence, abovePence) => {
    expect(additionalSupport(places)).toMatchObject({ additionalPence, schoolMeetsPence, abovePence });
  });

  it('sums every place, and counts those of which no cost is known', () => {
    expect(additionalSupport([place(700, 1), place(null), place(300, 2), place(null, 1)])).toEqual({
      plannedPence: 1_000,
      additionalPence: 300,
      schoolMeetsPence: 300,
      abovePence: 0,
      unknown: 2,
    });
  });
});
