import { holdsPlace, INTERVENTION_STATUSES, isOver, leadsTo, nextStatuses } from './lifecycle.js';

describe('life of an intervention', () => {
  it.each([
    ['proposed', ['agreed', 'declined'], false, false],
    ['agreed', ['active', 'declined'], true, false],
    ['active', ['reviewed'], true, false],
    ['reviewed', ['closed'], false, false],
    ['closed', [], false, true],
    ['declined', [], false, true],
  ] as const)('%s goes to %j', (status, next, place, over) => {
    expect(nextStatuses(status)).toEqual(next);
    expect(holdsPlace(status)).toBe(place);
    expect(isOver(status)).toBe(over);
  });

  it('every status is reached from proposed', () => {
    const reached = new Set<string>(['proposed']);
    for (const from of reached) {
      for (const to of nextStatuses(from as (typeof INTERVENTION_STATUSES)[number])) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...INTERVENTION_STATUSES].sort());
  });

  it.each([
    ['proposed', 'proposed', true],
    ['proposed', 'closed', true],
    ['proposed', 'declined', true],
    ['agreed', 'declined', true],
    ['active', 'declined', false],
    ['active', 'agreed', false],
    ['closed', 'closed', true],
  ] as const)('%s leads to %s: %s', (from, to, leads) => {
    expect(leadsTo(from, to)).toBe(leads);
  });
});
