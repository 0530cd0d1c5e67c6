import { nextStatuses } from './lifecycle.js';

describe('life of a target', () => {
  it.each([
    ['draft', ['agreed', 'withdrawn']],
    ['agreed', ['active', 'withdrawn']],
    ['active', ['met', 'missed', 'withdrawn']],
    ['met', []],
    ['missed', []],
    ['withdrawn', []],
  ] as const)('%s goes to %j', (status, next) => {
    expect(nextStatuses(status)).toEqual(next);
  });
});
