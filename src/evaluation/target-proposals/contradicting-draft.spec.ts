import type { NoActionVerdict, ProposeTargetVerdict, TargetVerdict } from '@espalier/sdk';
import type { TargetProposal } from '../../targets/proposal.js';
import { contradicts } from './contradicting-draft.js';

const verdict = (members: Partial<ProposeTargetVerdict> = {}): ProposeTargetVerdict => ({
  kind: 'proposeTarget',
  rule: 'estimate',
  subject: 'reading',
  framework: 'twenty',
  frameworkVersion: 1,
  baseline: 10,
  baselineDate: '2026-01-09',
  target: 14,
  due: '2026-07-10',
  challenge: null,
  reason: 'From 10 it is 14',
  evidence: [],
  ...members,
});
const draft = (members: Partial<TargetProposal> = {}): { proposal: TargetProposal } => ({
  proposal: {
    ...{
      plugin: '@a/one',
      version: '1.0.0',
      policyId: 'policy',
      rule: 'estimate',
      reason: 'r',
      evidence: [],
    },
    ...{ target: 12, due: '2026-07-10', challenge: null, inputDigest: 'd' },
    ...members,
  },
});
const quiet: NoActionVerdict = {
  ...{ kind: 'noAction', why: 'noneNeeded', subject: 'reading', reason: null, reviewBy: null, evidence: [] },
};

test.each<[string, string, TargetVerdict[] | null, Partial<TargetProposal>, boolean]>([
  ['another policy, another target', '@b/two', [verdict()], {}, true],
  [
    'another policy, the same target on another day',
    '@b/two',
    [verdict({ due: '2027-07-09' })],
    { target: 14 },
    true,
  ],
  ['another policy, the same target and day', '@b/two', [verdict()], { target: 14 }, false],
  ['the same policy, another target', '@a/one', [verdict()], {}, false],
  ['another policy of the same plugin', '@a/one', [verdict()], { policyId: 'another' }, true],
  ['a proposal in another subject', '@b/two', [verdict({ subject: 'mathematics' })], {}, false],
  ['another policy that proposes nothing', '@b/two', [quiet], {}, false],
  ['a pupil who was not evaluated', '@b/two', null, {}, false],
])('%s', (_case, plugin, verdicts, members, contradicting) => {
  expect(contradicts({ plugin, policyId: 'policy' }, verdicts, 'reading', draft(members))).toBe(
    contradicting,
  );
});
