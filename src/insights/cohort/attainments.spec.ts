import { attainmentsOf, type LatestRow, type RollRow, yearsOnRoll } from './attainments.js';

const spell = (pupilId: string, members: Partial<RollRow> = {}): RollRow => ({
  pupilId,
  ncYear: '7',
  status: 'C',
  entryDate: '2025-09-01',
  leavingDate: null,
  ...members,
});

const row = (pupilId: string, points: number, members: Partial<LatestRow> = {}): LatestRow => ({
  pupilId,
  subject: 'mathematics',
  frameworkId: 'f',
  date: '2026-04-10',
  points,
  ...members,
});

const scale = { direction: 1, expectations: { '7': 10, '6': 12 }, higherStandard: 16 } as const;
const scales = new Map([['f', scale]]);

describe('on the roll on 10 April', () => {
  it.each<[string, Partial<RollRow>, boolean]>([
    ['since September', {}, true],
    ['from that day', { entryDate: '2026-04-10' }, true],
    ['from the next day', { entryDate: '2026-04-11' }, false],
    ['up to that day', { leavingDate: '2026-04-10' }, true],
    ['up to the day before', { leavingDate: '2026-04-09' }, false],
    ['dual, subsidiary', { status: 'S' }, true],
    ['previous', { status: 'P' }, false],
  ])('%s: %s', (_case, members, there) => {
    expect(yearsOnRoll([spell('a', members)], '2026-04-10').has('a')).toBe(there);
  });
});

describe('where pupils stand', () => {
  const of = (roll: RollRow[], latest: LatestRow[]) => attainmentsOf(roll, latest, scales, '2026-07-10');

  it.each<[number[], number, string]>([
    [[9], 9, 'below'],
    [[10], 10, 'at'],
    [[16], 16, 'above'],
    [[9, 10], 9.5, 'below'],
    [[9, 11], 10, 'at'],
  ])('results %j of one day: %f, %s', (values, points, judgement) => {
    const latest = values.map((it) => row('a', it));
    expect(of([spell('a')], latest)).toMatchObject([{ points, judgement, ncYear: '7' }]);
  });

  it('a result is judged by the year that the pupil was in on its day', () => {
    const roll = [
      spell('a', { ncYear: '6', entryDate: '2024-09-01', leavingDate: '2025-08-31' }),
      spell('a', { ncYear: '7' }),
    ];
    const found = of(roll, [row('a', 11, { date: '2025-07-01' })]);
    expect(found).toMatchObject([{ ncYear: '7', judgement: 'below' }]);
  });

  it('a result from before the pupil came is counted and not judged', () => {
    expect(of([spell('a')], [row('a', 11, { date: '2025-05-01' })])).toMatchObject([{ judgement: null }]);
  });

  it('pupils who left are not counted', () => {
    expect(of([spell('a', { leavingDate: '2026-05-01' })], [row('a', 11)])).toEqual([]);
  });
});
