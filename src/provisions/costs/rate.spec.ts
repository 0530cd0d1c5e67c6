import { chargedMinutes, type Rate, sessionPence } from './rate.js';

const rate = (perHourPence: number, roundUpToMinutes = 1, minimumMinutes = 0): Rate => ({
  perHourPence,
  roundUpToMinutes,
  minimumMinutes,
});

describe('the minutes that a session is charged as', () => {
  it.each([
    ['to the minute', rate(1, 1), 31, 31],
    ['a minute under two quarters', rate(1, 15), 29, 30],
    ['exactly two quarters', rate(1, 15), 30, 30],
    ['a minute into the third', rate(1, 15), 31, 45],
    ['under the least', rate(1, 1, 60), 59, 60],
    ['at the least', rate(1, 1, 60), 60, 60],
    ['over the least', rate(1, 1, 60), 61, 61],
    ['a least that is no whole number of quarters', rate(1, 15, 40), 20, 45],
    ['over such a least, by quarters', rate(1, 15, 40), 46, 60],
  ])('%s', (_case, it, minutes, charged) => {
    expect(chargedMinutes(it, minutes)).toBe(charged);
  });
});

describe('what a session costs', () => {
  // Pence an hour × charged minutes ÷ 60, worked by hand.
  it.each([
    ['half an hour at £18.00', rate(1800), 30, 900],
    ['half an hour at £18.01: 900.5, half up', rate(1801), 30, 901],
    ['20 minutes at £16.72: 557.33', rate(1672), 20, 557],
    ['40 minutes at £16.72: 1,114.67', rate(1672), 40, 1115],
    ['35 minutes by quarters, so 45, at £24.00', rate(2400, 15), 35, 1800],
    ['20 minutes with an hour as the least, at £48.00', rate(4800, 1, 60), 20, 4800],
    ['a volunteer', rate(0), 60, 0],
    ['no rate', null, 60, 0],
  ])('%s', (_case, it, minutes, pence) => {
    expect(sessionPence(it, minutes)).toBe(pence);
  });
});
