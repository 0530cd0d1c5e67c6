import type { TargetVerdict } from '@espalier/sdk';
import { judgeProposal } from './judge-proposal.js';

const proposal = (subject: string): TargetVerdict => ({
  kind: 'proposeTarget',
  rule: 'estimate',
  subject,
  framework: 'twenty',
  frameworkVersion: 1,
  baseline: 10,
  baselineDate: '2026-01-09',
  target: 12,
  due: '2026-07-10',
  challenge: null,
  reason: 'Example',
  evidence: [],
});
const missing = (subject: string | null): TargetVerdict => ({
  kind: 'insufficientData',
  subject,
  missing: ['results:mathematics'],
  reason: null,
});
const none = (
  why: 'watch' | 'noneNeeded' | 'notApplicable',
  subject: string | null = null,
): TargetVerdict => ({
  kind: 'noAction',
  why,
  subject,
  reason: null,
  reviewBy: null,
  evidence: [],
});

describe('what verdicts say of mathematics', () => {
  it.each<[string, TargetVerdict[], unknown]>([
    ['the proposal in it', [proposal('reading'), proposal('mathematics')], proposal('mathematics')],
    [
      'the proposal, whatever else is said',
      [none('noneNeeded'), proposal('mathematics')],
      proposal('mathematics'),
    ],
    ['nothing, where all is of reading', [proposal('reading'), missing('reading')], 'notApplicable'],
    ['what is said of no subject', [proposal('reading'), missing(null)], 'insufficientData'],
    [
      'what is missing before what is not needed',
      [none('noneNeeded'), missing('mathematics')],
      'insufficientData',
    ],
    ['to watch before nothing needed', [none('noneNeeded'), none('watch', 'mathematics')], 'watch'],
    ['nothing needed before not applicable', [none('notApplicable'), none('noneNeeded')], 'noneNeeded'],
  ])('%s', (_case, verdicts, wanted) => {
    expect(judgeProposal(verdicts, 'mathematics')).toEqual(wanted);
  });
});
