import fc from 'fast-check';
import type { RecommendVerdict, Verdict } from '@espalier/sdk';
import { type Known, reconcile } from './reconcile.js';

const ASOF = '2026-07-10';

const recommend = (members: Partial<RecommendVerdict> = {}): RecommendVerdict => ({
  kind: 'recommend',
  rule: 'below',
  wave: 2,
  provisionType: 'small-group',
  subject: 'reading',
  urgent: false,
  reason: 'Below at two results',
  evidence: [],
  reviewBy: null,
  ...members,
});
const noAction = (subject: string | null = 'reading'): Verdict => ({
  kind: 'noAction',
  why: 'noneNeeded',
  subject,
  reason: null,
  reviewBy: null,
  evidence: [],
});
const insufficient = (subject: string | null = 'reading'): Verdict => ({
  kind: 'insufficientData',
  subject,
  missing: ['results:reading'],
  reason: null,
});
const known = (members: Partial<Known> = {}): Known => ({
  id: 'before',
  rule: 'below',
  subject: 'reading',
  status: 'open',
  wave: 2,
  provisionType: 'small-group',
  reviewBy: null,
  interventionOpen: null,
  decidedWave: members.wave ?? 2,
  ...members,
});
const kinds = (verdicts: Verdict[], before: Known[]) =>
  reconcile({ verdicts }, before, ASOF).map((it) => (it.kind === 'open' ? [it.kind, it.follows] : [it.kind]));

describe('reconciling a policy’s answer with what it recommended before', () => {
  it.each<[string, Verdict[], Known[], unknown[]]>([
    ['a first recommendation opens', [recommend()], [], [['open', null]]],
    ['the same again refreshes', [recommend({ reason: 'Other words' })], [known()], [['refresh']]],
    ['another wave revises', [recommend({ wave: 3 })], [known()], [['revise']]],
    ['another provision type revises', [recommend({ provisionType: 'one-to-one' })], [known()], [['revise']]],
    [
      'another rule opens beside it and the old one resolves',
      [recommend({ rule: 'late' })],
      [known()],
      [['open', null], ['resolve']],
    ],
    [
      'another subject is another recommendation',
      [recommend(), recommend({ subject: 'maths' })],
      [known()],
      [['refresh'], ['open', null]],
    ],
    ['no action resolves', [noAction()], [known()], [['resolve']]],
    ['no action for the pupil as a whole resolves', [noAction(null)], [known()], [['resolve']]],
    ['a subject that is no longer spoken of resolves', [noAction('maths')], [known()], [['resolve']]],
    ['insufficient data keeps it and marks it stale', [insufficient()], [known()], [['markStale']]],
    [
      'insufficient data for the pupil as a whole marks it stale',
      [insufficient(null)],
      [known()],
      [['markStale']],
    ],
    ['no action does nothing to what was dismissed', [noAction()], [known({ status: 'dismissed' })], []],
    ['dismissed and the same: stays so', [recommend()], [known({ status: 'dismissed' })], []],
    [
      'dismissed, a higher wave: a new one follows it',
      [recommend({ wave: 3 })],
      [known({ status: 'dismissed' })],
      [['open', 'before']],
    ],
    [
      'dismissed, on its review date: stays so',
      [recommend()],
      [known({ status: 'dismissed', reviewBy: '2026-07-10' })],
      [],
    ],
    [
      'dismissed, the day after its review date: a new one follows it',
      [recommend()],
      [known({ status: 'dismissed', reviewBy: '2026-07-09' })],
      [['open', 'before']],
    ],
    [
      'accepted, intervention open, same wave: silent',
      [recommend()],
      [known({ status: 'accepted', interventionOpen: true })],
      [],
    ],
    [
      'accepted, intervention open, other type of the same wave: silent',
      [recommend({ provisionType: 'x' })],
      [known({ status: 'accepted', interventionOpen: true })],
      [],
    ],
    [
      'accepted, intervention open, lower wave: silent',
      [recommend({ wave: 1 })],
      [known({ status: 'accepted', interventionOpen: true })],
      [],
    ],
    [
      'accepted, intervention open, higher wave: a new one',
      [recommend({ wave: 3 })],
      [known({ status: 'accepted', interventionOpen: true })],
      [['open', 'before']],
    ],
    [
      'amended to wave 3, intervention open, wave 3: silent',
      [recommend({ wave: 3 })],
      [known({ status: 'accepted', interventionOpen: true, decidedWave: 3 })],
      [],
    ],
    [
      'accepted, intervention closed: a new one',
      [recommend()],
      [known({ status: 'accepted', interventionOpen: false })],
      [['open', 'before']],
    ],
    ['resolved before: opens again', [recommend()], [known({ status: 'resolved' })], [['open', null]]],
    ['withdrawn before: opens again', [recommend()], [known({ status: 'withdrawn' })], [['open', null]]],
    [
      'the newest of a key decides',
      [recommend()],
      [known({ status: 'dismissed' }), known({ id: 'newer' })],
      [['refresh']],
    ],
  ])('%s', (_name, verdicts, before, steps) => {
    expect(kinds(verdicts, before)).toEqual(steps);
  });

  it('a pupil who was not evaluated keeps what is open, marked stale', () => {
    const steps = reconcile(
      { notEvaluated: 'timeout', detail: 'too slow' },
      [known(), known({ status: 'dismissed' })],
      ASOF,
    );
    expect(steps).toMatchObject([{ kind: 'markStale', reason: 'Not evaluated (timeout): too slow' }]);
  });

  it('never leaves two open recommendations of one key', () => {
    const status = fc.constantFrom('open', 'accepted', 'dismissed', 'resolved', 'withdrawn');
    const wave = fc.constantFrom<1 | 2 | 3>(1, 2, 3);
    fc.assert(
      fc.property(
        fc.array(fc.record({ status, wave, interventionOpen: fc.boolean() }), { maxLength: 4 }),
        fc.array(wave, { maxLength: 4 }),
        (before, answers) => {
          // At most the newest is open, as the unique key in the database has it.
          let rows: Known[] = before.map((it, i) =>
            known({
              ...(it as Partial<Known>),
              id: `b${i}`,
              ...(it.status === 'open' && i < before.length - 1 && { status: 'resolved' }),
            }),
          );
          for (const it of answers) {
            for (const step of reconcile({ verdicts: [recommend({ wave: it })] }, rows, ASOF)) {
              if (step.kind === 'open')
                rows = [...rows, known({ id: `n${rows.length}`, wave: step.verdict.wave })];
              if (step.kind === 'revise')
                rows = rows.map((row) => (row === step.known ? { ...row, wave: step.verdict.wave } : row));
            }
            expect(rows.filter((row) => row.status === 'open').length).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});
