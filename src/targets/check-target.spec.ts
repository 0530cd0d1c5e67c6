import { aimFaults } from './check-target.js';
import type { Aim } from './check-target.js';

const aim: Aim = {
  baselineDate: '2026-01-09',
  baseline: 10,
  target: 12,
  due: '2026-07-10',
  checkpoints: [],
  belowBaselineReason: null,
};
const at = (...dates: string[]) => dates.map((date) => ({ date, value: 11 }));

describe('what a target aims at', () => {
  it.each<[string, Partial<Aim>, 1 | -1, string[]]>([
    ['beyond the baseline', {}, 1, []],
    ['at the baseline', { target: 10 }, 1, []],
    ['short of it', { target: 9 }, 1, ['/target below-baseline']],
    ['short of it with a reason', { target: 9, belowBaselineReason: 'Long illness' }, 1, []],
    ['higher where lower is better', {}, -1, ['/target below-baseline']],
    ['lower where lower is better', { target: 9 }, -1, []],
    ['due the day after the baseline', { due: '2026-01-10' }, 1, []],
    ['due on the baseline’s day', { due: '2026-01-09' }, 1, ['/due due-before-baseline']],
    ['checkpoints in any order', { checkpoints: at('2026-05-01', '2026-03-01') }, 1, []],
    [
      'checkpoints on both ends',
      { checkpoints: at('2026-01-09', '2026-07-10') },
      1,
      ['/checkpoints/0/date not-between', '/checkpoints/1/date not-between'],
    ],
    [
      'two checkpoints on a day',
      { checkpoints: at('2026-03-01', '2026-03-01') },
      1,
      ['/checkpoints/1/date repeated'],
    ],
  ])('%s', (_case, members, direction, wanted) => {
    expect(aimFaults({ ...aim, ...members }, direction).map((it) => `${it.pointer} ${it.code}`)).toEqual(
      wanted,
    );
  });
});
