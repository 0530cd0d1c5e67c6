import type { AttendanceFact } from '@espalier/sdk';
import { PolicyTester } from '@espalier/sdk/testing';
import plugin from './plugin.js';

const id = 'attendance-early-warning';
const tester = new PolicyTester(plugin, { packageJson: new URL('../package.json', import.meta.url) });

/** A pupil with 200 possible sessions who was absent for these, all of them authorised unless told otherwise. */
const pupil = (absent: number, facts: Partial<AttendanceFact> = {}) => ({
  attendance: { possible: 200, absent, ...facts },
});

const lastTenWeeks = (unauthorised: number, weeksReceived = 10) => ({
  lastTenWeeks: { from: '2026-04-13', weeksReceived, unauthorised },
});

describe('absence, year to date', () => {
  tester.run(id, {
    insufficient: [
      {
        name: 'not known, or under ten possible sessions',
        learner: { attendance: null },
        expect: {
          missing: ['attendance'],
          reason: 'Attendance is not known, or there have been fewer than 10 possible sessions this year.',
        },
      },
    ],
    noAction: [
      { name: 'of none', learner: pupil(0), expect: { why: 'noneNeeded', reviewBy: null } },
      { name: 'a session under 5 %', learner: pupil(9), expect: { why: 'noneNeeded' } },
      { name: '5 %', learner: pupil(10), expect: { why: 'watch', reviewBy: '2026-08-21' } },
      { name: 'a session under 10 %', learner: pupil(19), expect: { why: 'watch' } },
      {
        name: 'that only rounds to 10 %',
        learner: { attendance: { possible: 2000, absent: 199 } },
        expect: { why: 'watch' },
      },
    ],
    recommends: [
      {
        name: '10 %',
        learner: pupil(20),
        expect: {
          rule: 'absence',
          wave: 2,
          provisionType: 'attendance-mentoring',
          subject: null,
          urgent: false,
          reviewBy: '2026-08-21',
        },
      },
      { name: 'a session under 50 %', learner: pupil(99), expect: { wave: 2, urgent: false } },
      {
        name: '50 %',
        learner: pupil(100),
        expect: { rule: 'absence', wave: 3, provisionType: 'attendance-mentoring', urgent: true },
      },
      { name: 'of every session', learner: pupil(200), expect: { wave: 3 } },
    ],
  });
});

describe('a school can change each threshold', () => {
  const severeProvisionType = 'one-to-one-catch-up';
  tester.run(id, {
    noAction: [
      { name: 'of watching', learner: pupil(9), settings: { watchAbsence: 0.045 }, expect: { why: 'watch' } },
      {
        name: 'of persistent absence',
        learner: pupil(20),
        settings: { persistentAbsence: 0.12 },
        expect: { why: 'watch' },
      },
    ],
    recommends: [
      {
        name: 'of severe absence, and what is recommended for it',
        learner: pupil(60),
        settings: { severeAbsence: 0.3, severeProvisionType },
        expect: { wave: 3, provisionType: severeProvisionType },
      },
      {
        name: 'of the review',
        learner: pupil(20),
        settings: { reviewWeeks: 2 },
        expect: { reviewBy: '2026-07-24' },
      },
    ],
  });
});

describe('laws', () => {
  void tester.monotone(id, { input: 'attendance.present', direction: 'up', never: 'higher wave' });
});

describe('the answer', () => {
  const [support, obstacle] = ['Support first: ', 'Ask the pupil and the family what makes it hard'];
  test.each([
    ['more than half authorised', { unauthorised: 9 }, support],
    ['half authorised', { unauthorised: 10 }, obstacle],
    ['all unauthorised', { unauthorised: 20 }, obstacle],
  ])('%s: how the talk begins', (_name, facts, beginning) => {
    expect(reasonOf(pupil(20, facts))).toContain(beginning);
  });

  test.each([
    ['nine sessions', 9, false],
    ['ten sessions', 10, true],
  ])('%s unauthorised in ten weeks are shown: %s', (_name, unauthorised, shown) => {
    for (const absent of [4, 10, 20, 100]) {
      const [verdict] = tester.ask(id, pupil(absent, { unauthorised: 0, ...lastTenWeeks(unauthorised) }));
      expect(verdict?.reason?.includes('For information: ')).toBe(shown);
    }
  });

  test('ten unauthorised sessions change no answer', () => {
    for (const absent of [9, 10, 19, 20, 99, 100]) {
      const [without] = tester.ask(id, pupil(absent, lastTenWeeks(0)));
      const [with10] = tester.ask(id, pupil(absent, lastTenWeeks(10)));
      const told = { reason: expect.any(String) as string, evidence: expect.any(Array) as unknown[] };
      expect(with10).toEqual({ ...without, ...told });
    }
  });

  test('weeks that are not known are said', () => {
    const reason = reasonOf(pupil(20, { partial: true, ...lastTenWeeks(10, 8) }));
    expect(reason).toContain('20 of 200, with some weeks not yet received.');
    expect(reason).toContain('in the ten school weeks since 13 April 2026, of which 8 are known.');
  });

  test('no reason names a penalty', () => {
    for (const unauthorised of [0, 20]) {
      const reason = reasonOf(pupil(20, { unauthorised, ...lastTenWeeks(unauthorised) }));
      expect(reason).not.toMatch(/fine|penalt|notice|sanction|court|punish|warn/i);
    }
  });

  test('the worked example of the README', () => {
    const [verdict] = tester.ask(id, {
      attendance: { possible: 160, absent: 20, unauthorised: 3 },
    });
    expect(verdict).toEqual({
      kind: 'recommend',
      rule: 'absence',
      wave: 2,
      provisionType: 'attendance-mentoring',
      subject: null,
      urgent: false,
      reason:
        'Absent for 12.5 % of sessions (half days) this year: 20 of 160. From 10 % absence is called persistent. ' +
        'Support first: 17 of the 20 are authorised, as absence for illness is. ' +
        'Ask what the pupil and the family need.',
      evidence: [{ input: 'attendance', value: 0.125, expected: 0.1, label: 'absence, year to date' }],
      reviewBy: '2026-08-21',
    });
  });
});

function reasonOf(learner: ReturnType<typeof pupil>): string {
  return tester.ask(id, learner)[0]?.reason ?? '';
}
