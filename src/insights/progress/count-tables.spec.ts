import { countTables, type Counted } from './count-tables.js';

const counted = (pupilId: string, values: string[], members: Partial<Counted> = {}): Counted => ({
  pupilId,
  ncYear: '7',
  subject: 'reading',
  frameworkId: 'f',
  values,
  ...members,
});

describe('tables of counts', () => {
  it('have every value, and each pupil in the cells of theirs', () => {
    const rows = [counted('a', ['x']), counted('b', ['x', 'y']), counted('c', [])];
    const [table] = countTables('coverage', 'feature', ['x', 'y', 'z'], rows);
    expect([...table!.cells].map(([value, it]) => [value, it.figures.n, it.figures.of])).toEqual([
      ['x', 2, 3],
      ['y', 1, 3],
      ['z', 0, 3],
    ]);
    expect([...table!.cells.get('x')!.members.keys()]).toEqual(['a', 'b']);
  });

  it('are apart by year, subject and framework', () => {
    const rows = [
      counted('a', ['x']),
      counted('b', ['x'], { ncYear: '8' }),
      counted('c', ['x'], { subject: 'writing' }),
      counted('d', ['x'], { frameworkId: 'g' }),
    ];
    expect(countTables('coverage', '', ['x'], rows)).toHaveLength(4);
  });
});
