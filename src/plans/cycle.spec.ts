import { activeKeyOf, canChange, nextStatuses } from './cycle.js';
import { PLAN_STATUSES } from './plan-words.js';

describe('the life of a plan', () => {
  it.each([
    ['draft', ['open'], true, null],
    ['open', ['reviewed', 'closed'], true, 'p/ehc'],
    ['reviewed', ['closed'], false, null],
    ['closed', [], false, null],
  ] as const)('%s goes to %j', (status, next, changes, activeKey) => {
    expect(nextStatuses(status)).toEqual(next);
    expect(canChange(status)).toBe(changes);
    expect(activeKeyOf({ pupilId: 'p', kind: 'ehc', status })).toBe(activeKey);
  });

  it('every status is reached from draft', () => {
    const reached = new Set<string>(['draft']);
    for (const from of reached) {
      for (const to of nextStatuses(from as (typeof PLAN_STATUSES)[number])) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...PLAN_STATUSES].sort());
  });
});
