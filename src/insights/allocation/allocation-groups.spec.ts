import { type AllocatedRow, allocationGroups } from './allocation-groups.js';

/** So many pupils of a group, of whom so many have a place. */
function pupils(group: string, count: number, funded: number) {
  return Array.from({ length: count }, (_, i) => ({ pupilId: `${group}${i}`, group, funded: i < funded }));
}

function result(members: ReturnType<typeof pupils>, suppressed = true) {
  const rows: AllocatedRow[] = members;
  const groups = new Map(members.filter((it) => it.group !== 'unknown').map((it) => [it.pupilId, it.group]));
  return allocationGroups(rows, 'sex', groups, suppressed).map((it): unknown[] => Object.values(it));
}

describe('an allocation’s result by group', () => {
  it('is how many asked and which share has a place, of each group', () => {
    expect(result([...pupils('F', 8, 2), ...pupils('M', 10, 5)])).toEqual([
      ['F', 8, 2, 0.25, null],
      ['M', 10, 5, 0.5, null],
      ['unknown', 0, 0, null, null],
    ]);
  });

  it('hides four, and the next-smallest group with them, and shows five', () => {
    expect(result([...pupils('F', 4, 2), ...pupils('M', 10, 5), ...pupils('unknown', 20, 5)])).toEqual([
      ['F', null, null, null, 'small'],
      ['M', null, null, null, 'complement'],
      ['unknown', 20, 5, 0.25, null],
    ]);
    expect(result([...pupils('F', 5, 2), ...pupils('M', 10, 5)])[0]).toEqual(['F', 5, 2, 0.4, null]);
  });

  it('hides a share of none or of all, and another one that would give it away', () => {
    expect(result([...pupils('F', 6, 0), ...pupils('M', 10, 5)])).toEqual([
      ['F', 6, null, null, 'share'],
      ['M', 10, null, null, 'share'],
      ['unknown', 0, 0, null, null],
    ]);
  });

  it('is whole for staff who may read every pupil', () => {
    expect(result([...pupils('F', 1, 1), ...pupils('M', 10, 5)], false)).toEqual([
      ['F', 1, 1, 1, null],
      ['M', 10, 5, 0.5, null],
      ['unknown', 0, 0, null, null],
    ]);
  });

  it('counts a pupil once for hiding, however many recommendations there are', () => {
    const one = Array.from({ length: 6 }, () => ({ pupilId: 'F0', group: 'F', funded: true }));
    expect(result([...one, ...pupils('M', 10, 5), ...pupils('unknown', 20, 5)])[0]).toEqual([
      ...['F', null, null, null],
      'small',
    ]);
  });
});
