import { definePlugin } from './plugin.js';
import {
  insufficientData,
  noAction,
  recommend,
  type Recommendation,
  type WatchDetails,
} from './verdict-builders.js';

const recommendation: Recommendation = {
  rule: 'below-threshold',
  wave: 2,
  provisionType: 'reading-group',
  reason: 'KS2 reading 94, threshold 97.',
  evidence: [{ input: 'results:reading', value: 94, expected: 97 }],
};

describe('a recommendation', () => {
  test('has all its members, whatever is left out', () => {
    expect(recommend(recommendation)).toEqual({
      kind: 'recommend',
      ...recommendation,
      subject: null,
      urgent: false,
      reviewBy: null,
    });
  });

  test.each([
    ['a day', Temporal.PlainDate.from('2026-10-02'), '2026-10-02'],
    ['a day of another calendar', Temporal.PlainDate.from('2026-10-02').withCalendar('hebrew'), '2026-10-02'],
    ['a text', '2026-10-02', '2026-10-02'],
    ['nothing', null, null],
  ])('is reviewed by %s', (_name, reviewBy, expected) => {
    expect(recommend({ ...recommendation, reviewBy }).reviewBy).toBe(expected);
  });

  test.each([
    [
      { reviewBy: 'next week' },
      'recommend: reviewBy must be a Temporal.PlainDate or YYYY-MM-DD, not "next week"',
    ],
    [{ reason: ' ' }, 'recommend: reason is required'],
    [
      { rule: 'Below threshold' },
      'recommend: rule must be kebab-case, for example "below-threshold", not "Below threshold"',
    ],
  ])('with %j throws', (change, message) => {
    expect(() => recommend({ ...recommendation, ...change })).toThrow(new TypeError(message));
  });
});

describe('no action', () => {
  const nothing = { kind: 'noAction', subject: null, reason: null, reviewBy: null, evidence: [] };
  test('is none needed, not applicable, or watch', () => {
    expect(noAction()).toEqual({ ...nothing, why: 'noneNeeded' });
    expect(noAction('noneNeeded', { subject: 'art' })).toEqual({
      ...nothing,
      why: 'noneNeeded',
      subject: 'art',
    });
    expect(noAction('notApplicable', { reason: 'Year 8.' })).toEqual({
      ...nothing,
      why: 'notApplicable',
      reason: 'Year 8.',
    });
    const reviewBy = Temporal.PlainDate.from('2026-10-02');
    expect(noAction('watch', { reason: 'Below once.', reviewBy })).toEqual({
      ...nothing,
      why: 'watch',
      reason: 'Below once.',
      reviewBy: '2026-10-02',
    });
  });

  test.each([
    [
      { reason: 'Below once.' },
      'noAction: reviewBy must be a Temporal.PlainDate or YYYY-MM-DD, not "undefined"',
    ],
    [{ reviewBy: '2026-10-02' }, 'noAction: reason is required'],
  ])('a watch with only %j throws', (details, message) => {
    expect(() => noAction('watch', details as WatchDetails)).toThrow(new TypeError(message));
  });
});

test('insufficient data names what is missing', () => {
  expect(insufficientData(['results:reading'], { subject: 'reading' })).toEqual({
    kind: 'insufficientData',
    subject: 'reading',
    missing: ['results:reading'],
    reason: null,
  });
  expect(() => insufficientData([])).toThrow(
    new TypeError('insufficientData: name at least one missing input'),
  );
});

test('a policy that is no function is told when the plugin is defined', () => {
  const definition = { policies: { 'reading-catch-up': 'wave 2' } } as unknown as Parameters<
    typeof definePlugin
  >[0];
  expect(() => definePlugin(definition)).toThrow(
    new TypeError('definePlugin: policy "reading-catch-up" must be a function'),
  );
});
