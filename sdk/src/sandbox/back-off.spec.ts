import { backOffMillis } from './back-off.js';

describe('the wait before a lost process is started again', () => {
  it.each([
    [1, 100],
    [2, 200],
    [3, 400],
    [9, 25_600],
    [10, 30_000],
    [2000, 30_000],
  ])('after %d losses in a row is %d ms', (losses, millis) => {
    expect(backOffMillis(losses)).toBe(millis);
  });
});
