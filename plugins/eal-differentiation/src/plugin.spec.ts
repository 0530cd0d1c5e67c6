import type { LanguageFact } from '@espalier/sdk';
import { PolicyTester } from '@espalier/sdk/testing';
import plugin from './plugin.js';

const id = 'eal-differentiation';
const tester = new PolicyTester(plugin, { packageJson: new URL('../package.json', import.meta.url) });
const subject = 'science';

/** A pupil whose first language is Punjabi, with this proficiency since 5 January 2026. */
const eal = (proficiency: LanguageFact['proficiency'], proficiencySince: string | null = '2026-01-05') => ({
  language: { firstLanguage: 'PNJ', eal: 'yes' as const, proficiency, proficiencySince },
});

describe('who is asked about', () => {
  tester.run(id, {
    groups: [
      {
        name: 'first languages',
        subject,
        learners: [
          { learner: { language: { firstLanguage: 'ENG', eal: 'no' } }, noAction: { why: 'notApplicable' } },
          {
            learner: {},
            insufficient: { missing: ['language'], reason: 'The first language is not known.' },
          },
          {
            learner: eal(null, null),
            insufficient: {
              reason: 'English is an additional language, and proficiency in it is not recorded: assess it.',
            },
          },
        ],
      },
    ],
  });
});

describe('proficiency', () => {
  tester.run(id, {
    groups: [
      {
        name: 'each step of the scale, without a tier',
        subject,
        learners: [
          {
            learner: eal('A'),
            differentiates: { rule: 'proficiency-a', tier: null, reviewBy: '2026-08-21' },
          },
          {
            learner: eal('B'),
            differentiates: { rule: 'proficiency-b', tier: null, reviewBy: '2026-08-21' },
          },
          {
            learner: eal('C'),
            differentiates: {
              rule: 'proficiency-c',
              tier: null,
              scaffolds: ['An academic writing frame.', 'A list of connectives and subject terms.'],
              reviewBy: '2026-10-02',
            },
          },
          {
            learner: eal('D'),
            noAction: {
              why: 'watch',
              reason: 'Competent in English (D) since 5 January 2026. Look again once a year.',
              reviewBy: '2027-07-10',
            },
          },
          { learner: eal('E'), noAction: { why: 'watch', reviewBy: '2027-07-10' } },
        ],
        suggestedGroups: [],
      },
      {
        name: 'not yet assessed: 30 days are watched, 31 are too many',
        subject,
        learners: [
          { learner: eal('N', '2026-06-10'), noAction: { why: 'watch', reviewBy: '2026-07-11' } },
          {
            learner: eal('N', '2026-06-09'),
            differentiates: {
              rule: 'assess-proficiency',
              reason: 'Proficiency in English is not yet assessed since 9 June 2026: 31 days, more than 30.',
              reviewBy: '2026-08-21',
            },
          },
          { learner: eal('N', null), noAction: { why: 'watch', reviewBy: '2026-08-10' } },
        ],
      },
    ],
  });
});

describe('a school can change', () => {
  tester.run(id, {
    groups: [
      {
        name: 'the days to an assessment and the weeks to a review',
        subject,
        settings: {
          assessAfterDays: 20,
          earlyReviewWeeks: 4,
          developingReviewWeeks: 8,
          fluentReviewMonths: 6,
        },
        learners: [
          { learner: eal('N', '2026-06-20'), noAction: { why: 'watch' } },
          { learner: eal('N', '2026-06-19'), differentiates: { rule: 'assess-proficiency' } },
          { learner: eal('A'), differentiates: { reviewBy: '2026-08-07' } },
          { learner: eal('C'), differentiates: { reviewBy: '2026-09-04' } },
          { learner: eal('E'), noAction: { reviewBy: '2027-01-10' } },
        ],
      },
    ],
  });
});

describe('what is never told', () => {
  const learners = (['A', 'B', 'C', 'N'] as const).map((it) => eal(it, '2026-01-05'));

  test('proficiency sets no tier and no group', () => {
    const { learners: answers, suggestedGroups } = tester.ask(id, { subject, learners });
    expect(suggestedGroups).toEqual([]);
    for (const { verdict } of answers) expect(verdict).toMatchObject({ kind: 'differentiate', tier: null });
  });

  test('strategies and scaffolds do not name the proficiency, since who teaches sees them without it', () => {
    for (const { verdict } of tester.ask(id, { subject, learners }).learners) {
      if (verdict.kind !== 'differentiate') throw new Error(verdict.kind);
      expect([...verdict.strategies, ...verdict.scaffolds].join(' ')).not.toMatch(
        /new to English|EAL|proficien/i,
      );
    }
  });
});

test('the worked example of the README', () => {
  const { learners } = tester.ask(id, { subject, learners: [eal('A')] });
  expect(learners).toEqual([
    {
      ref: 0,
      verdict: {
        kind: 'differentiate',
        rule: 'proficiency-a',
        tier: null,
        strategies: [
          'Teach the key words before the lesson.',
          'Show what you say: pictures, objects, gestures, a model.',
          'Give time to answer, and take an answer in any language or drawing.',
        ],
        scaffolds: [
          'A picture glossary of the key words.',
          'A bilingual dictionary or translation of the task.',
        ],
        reason: 'New to English (A) since 5 January 2026.',
        evidence: [{ input: 'language', value: 'A', date: '2026-01-05', label: 'proficiency in English' }],
        reviewBy: '2026-08-21',
      },
    },
  ]);
});
