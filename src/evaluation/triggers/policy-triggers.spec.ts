import { hasDates, triggersOf } from './policy-triggers.js';

const policy = (triggers: string[], inputs: string[] = ['yearGroup'], kind = 'intervention' as const) => ({
  kind,
  triggers,
  inputs,
});

describe('what makes a policy run by itself', () => {
  it('is what its manifest names', () => {
    const found = triggersOf(
      policy(['onResult:reading', 'onAttendance', 'onReviewDue', 'onSchedule:weekly']),
    );
    expect(found).toEqual({
      changes: [
        { name: 'onResult:reading', on: 'change', change: 'onResult', subject: 'reading' },
        { name: 'onAttendance', on: 'change', change: 'onAttendance', subject: null },
      ],
      onReviewDue: true,
      schedules: ['weekly'],
    });
  });

  it('is nothing without triggers, and for the kinds that people ask', () => {
    expect(triggersOf(policy([]))).toBeNull();
    for (const kind of ['target', 'differentiation', 'allocation'] as const) {
      expect(triggersOf({ ...policy(['onResult']), kind })).toBeNull();
    }
  });

  it.each<[string, string[], string[]]>([
    ['reads plans', ['plans'], ['onPlan']],
    ['reads SEN, which meetings about plans are part of', ['sen'], ['onPlan']],
    ['reads neither', ['yearGroup'], []],
  ])('a change of a plan, where the policy %s', (_case, inputs, changes) => {
    const found = triggersOf(policy(['onPlan', 'onReviewDue'], inputs))!;
    expect(found.changes.map((it) => it.name)).toEqual(changes);
  });

  it('plans alone make nothing run that does not read them', () => {
    expect(triggersOf(policy(['onPlan']))).toBeNull();
  });

  it.each([
    [['onResult'], false],
    [['onReviewDue'], true],
    [['onSchedule:daily'], true],
  ])('dates are looked at for %j: %s', (triggers, wanted) => {
    expect(hasDates(triggersOf(policy(triggers))!)).toBe(wanted);
  });
});
