import type { OutcomeResult } from '../plan-words.js';
import { cyclesNotMet, cyclesOn, type DatedPlan } from './cycles.js';

const plan = (id: string, members: Partial<DatedPlan> = {}): DatedPlan => ({
  id,
  kind: 'send-support',
  cycle: 1,
  status: 'closed',
  startDate: '2026-01-05',
  reviewedOn: '2026-03-20',
  endDate: '2026-03-23',
  ...members,
});
const outcome = (planId: string, result: OutcomeResult | null, resultOn = '2026-03-20') => ({
  planId,
  result,
  resultOn: result === null ? null : resultOn,
});
const on = (asOf: string, results: readonly (OutcomeResult | null)[] = []) =>
  cyclesOn(
    [plan('a')],
    results.map((it) => outcome('a', it)),
    asOf,
  ).map(({ status, result }) => [status, result]);

describe('a cycle on a day', () => {
  it.each([
    ['2026-01-04', []],
    ['2026-01-05', [['open', null]]],
    ['2026-03-19', [['open', null]]],
    ['2026-03-20', [['reviewed', 'met']]],
    ['2026-03-22', [['reviewed', 'met']]],
    ['2026-03-23', [['closed', 'met']]],
  ])('%s stood so', (asOf, wanted) => {
    expect(on(asOf, ['met'])).toEqual(wanted);
  });

  it('drafts and plans without a start are none', () => {
    const plans = [plan('a', { status: 'draft' }), plan('b', { startDate: null })];
    expect(cyclesOn(plans, [], '2026-06-01')).toEqual([]);
  });

  it.each<[(OutcomeResult | null)[], string | null]>([
    [[], null],
    [[null], null],
    [['met', 'exceeded'], 'met'],
    [['met', null], 'partly'],
    [['met', 'not'], 'partly'],
    [['partly', 'not'], 'partly'],
    [['not', 'not'], 'not'],
    [['not', null], 'not'],
  ])('with outcomes %j its result is %s', (results, wanted) => {
    expect(on('2026-04-01', results)).toEqual([['closed', wanted]]);
  });

  it('counts the outcomes that were judged by the day', () => {
    const outcomes = [
      outcome('a', 'met'),
      outcome('a', 'not', '2026-03-21'),
      outcome('a', null),
      outcome('b', 'met'),
    ];
    expect(cyclesOn([plan('a')], outcomes, '2026-03-20')[0]!.outcomes).toEqual({
      exceeded: 0,
      met: 1,
      partly: 0,
      not: 0,
      pending: 2,
    });
  });

  it.each<[string, (OutcomeResult | 'support' | 'open')[], number]>([
    ['none', [], 0],
    ['one that was met', ['met'], 0],
    ['two that were not', ['not', 'not'], 2],
    ['one before one that was met', ['not', 'met'], 0],
    ['one after one that was met', ['met', 'not'], 1],
    ['with another kind between', ['not', 'support', 'not'], 2],
    ['with one that is open', ['not', 'not', 'open'], 2],
  ])('cycles in a row that were not met: %s', (_case, results, wanted) => {
    const plans = results.map((it, i) =>
      plan(String(i), {
        startDate: `2026-0${i + 1}-05`,
        cycle: i + 1,
        reviewedOn: it === 'open' ? null : `2026-0${i + 1}-20`,
        endDate: it === 'open' ? null : `2026-0${i + 1}-21`,
        ...(it === 'support' && { kind: 'support' }),
      }),
    );
    const outcomes = results.map((it, i) =>
      outcome(String(i), it === 'support' || it === 'open' ? null : it, `2026-0${i + 1}-20`),
    );
    expect(cyclesNotMet(cyclesOn(plans, outcomes, '2026-12-01'))).toBe(wanted);
  });
});
