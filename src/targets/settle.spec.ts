import { type Settled, settledBy } from './settle.js';
import type { TargetStanding } from './standing.js';

const say = (points: number) => `grade ${points}`;
const on = { date: '2026-07-10', value: 5 };

describe('settling a target by the facts', () => {
  it.each<[TargetStanding['value'], TargetStanding['decidedBy'], Settled | null]>([
    ['open', null, null],
    ['open', on, null],
    ['met', on, { status: 'met', reason: 'grade 5 on 2026-07-10, at or beyond the target of grade 6.' }],
    ['missed', on, { status: 'missed', reason: 'grade 5 on 2026-07-10, short of the target of grade 6.' }],
    [
      'notAssessed',
      null,
      { status: 'missed', reason: 'Not assessed between the baseline and the due date.' },
    ],
  ])('%s by %j', (value, decidedBy, wanted) => {
    expect(settledBy({ value, decidedBy, reachedOn: null }, 6, say)).toEqual(wanted);
  });
});
