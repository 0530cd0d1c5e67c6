import { type GoalAssessment, GOOD_LEVEL_GOALS, goodLevelOf } from './good-level.js';

const allBut = (left: number, points: number | null): GoalAssessment[] =>
  GOOD_LEVEL_GOALS.map((subject, i) => ({
    id: String(i),
    subject,
    date: '2026-06-19',
    points: i === left ? points : 2,
  }));
const first = GOOD_LEVEL_GOALS[0];
const again = (date: string, points: number | null, id = 'z'): GoalAssessment => ({
  id,
  subject: first,
  date,
  points,
});

describe('a good level of development', () => {
  it('rests on twelve goals', () => {
    expect(new Set(GOOD_LEVEL_GOALS).size).toBe(12);
  });

  it.each<[string, GoalAssessment[], boolean | null, [number, number, number]]>([
    ['all twelve expected', allBut(-1, null), true, [12, 0, 0]],
    ['the first emerging', allBut(0, 1), false, [11, 1, 0]],
    ['the last emerging', allBut(11, 1), false, [11, 1, 0]],
    ['one without a value', allBut(5, null), null, [11, 0, 1]],
    ['none assessed', [], null, [0, 0, 12]],
    ['one emerging, the rest missing', [again('2026-06-19', 1)], false, [0, 1, 11]],
    ['one expected, the rest missing', [again('2026-06-19', 2)], null, [1, 0, 11]],
    ['a goal outside the twelve emerging', [...allBut(-1, null), outside()], true, [12, 0, 0]],
    ['emerging, later expected', [...allBut(0, 1), again('2026-06-20', 2)], true, [12, 0, 0]],
    ['expected after an earlier emerging', [...allBut(-1, null), again('2026-06-18', 1)], true, [12, 0, 0]],
    ['two of one day: the later added', [...allBut(-1, null), again('2026-06-19', 1)], false, [11, 1, 0]],
    ['expected, later without a value', [...allBut(-1, null), again('2026-06-20', null)], true, [12, 0, 0]],
  ])('%s', (_case, assessments, reached, [expected, emerging, missing]) => {
    expect(goodLevelOf(assessments)).toMatchObject({ reached, expected, emerging, missing });
  });
});

function outside(): GoalAssessment {
  return { id: 'o', subject: 'elg-past-and-present', date: '2026-06-19', points: 1 };
}
