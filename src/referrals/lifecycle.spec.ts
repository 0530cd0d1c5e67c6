import { isOver, leadsTo, nextStatuses } from './lifecycle.js';
import { REFERRAL_STATUSES } from './referral-words.js';

describe('the life of a referral', () => {
  it.each([
    ['draft', ['sent'], ['sent', 'accepted', 'declined', 'active', 'closed']],
    ['sent', ['accepted', 'declined', 'closed'], ['accepted', 'declined', 'active', 'closed']],
    ['accepted', ['active', 'closed'], ['active', 'closed']],
    ['declined', [], []],
    ['active', ['closed'], ['closed']],
    ['closed', [], []],
  ] as const)('%s goes to %j', (from, next, later) => {
    expect(nextStatuses(from)).toEqual(next);
    expect(isOver(from)).toBe(next.length === 0);
    expect(REFERRAL_STATUSES.filter((to) => leadsTo(from, to))).toEqual(later);
  });
});
