import { delaysOf, type Signal } from './delays.js';

const signal = (members: Partial<Signal> = {}): Signal => ({
  recordedAt: '2026-04-10T08:00:00.000Z',
  evaluatedAt: '2026-04-10T10:00:00.000Z',
  decidedAt: '2026-04-11T10:00:00.000Z',
  status: 'accepted',
  ...members,
});

describe('time from signal to decision', () => {
  it.each<[string, Signal[], [number, number | undefined][]]>([
    [
      'nothing recommended',
      [],
      [
        [0, undefined],
        [0, undefined],
        [0, undefined],
      ],
    ],
    [
      'one: 2 hours, then 24',
      [signal()],
      [
        [1, 2],
        [1, 24],
        [1, 26],
      ],
    ],
    [
      'an open one is evaluated and not decided',
      [signal(), signal({ decidedAt: null, status: 'open', evaluatedAt: '2026-04-10T12:00:00.000Z' })],
      [
        [2, 3],
        [1, 24],
        [1, 26],
      ],
    ],
    [
      'one about no result',
      [signal({ recordedAt: null })],
      [
        [0, undefined],
        [1, 24],
        [0, undefined],
      ],
    ],
  ])('%s', (_case, signals, wanted) => {
    expect(delaysOf(signals).map((it) => [it.n, it.quartiles?.median])).toEqual(wanted);
  });

  it('counts those that wait and those that ended without a decision', () => {
    const [all] = delaysOf([
      signal(),
      signal({ decidedAt: null, status: 'open' }),
      signal({ decidedAt: null, status: 'resolved' }),
      signal({ decidedAt: null, status: 'withdrawn' }),
    ]);
    expect([all!.open, all!.ended]).toEqual([1, 2]);
  });
});
