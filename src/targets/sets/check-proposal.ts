import { type FrameworkEntity, toFramework } from '../../assessments/framework.entity.js';
import { checkValue, observedFaults } from '../../assessments/results/check-result.js';
import { aimFaults } from '../check-target.js';
import { valueOf } from '../target.view.js';

/** What a policy would have a pupil reach. Values are in points. */
export interface ProposedAim {
  readonly framework: string;
  readonly frameworkVersion: number;
  readonly baseline: number;
  readonly baselineDate: string;
  readonly target: number;
  readonly due: string;
}

/**
 * Why a proposal cannot be drafted in a set's framework, in words; null where it can. It is held to the rules that a
 * person's target is held to. None lies short of the baseline: that takes a reason, which people give.
 *
 * @param asOf the day as of which the policy saw the pupil: no baseline is later
 */
export function proposalProblem(
  aim: ProposedAim,
  framework: FrameworkEntity,
  dateOfBirth: string,
  asOf: string,
): string | null {
  const { frameworkKey: key, frameworkVersion: version, direction, grades } = framework;
  if (aim.framework !== key || aim.frameworkVersion !== version) {
    return `The proposal is in ${aim.framework} version ${aim.frameworkVersion}; the set is in ${key} version ${version}.`;
  }
  const scale = toFramework(framework);
  for (const member of ['baseline', 'target'] as const) {
    const points = aim[member];
    if (grades && !grades.some((it) => it.points === points)) {
      return `${member}: no grade of the framework has ${points} points.`;
    }
    const [fault] = checkValue(scale, valueOf(framework, points)).faults;
    if (fault) return `${member}: ${fault.detail}`;
  }
  const faults = [
    ...observedFaults(aim.baselineDate, dateOfBirth, asOf),
    ...aimFaults({ ...aim, checkpoints: [], belowBaselineReason: null }, direction),
  ];
  const [fault] = faults;
  if (!fault) return null;
  return DETAILS[fault.code] ?? fault.detail;
}

/** Where the words for a client do not fit a policy. */
const DETAILS: Readonly<Record<string, string>> = {
  'in-future': 'The baseline lies after the day as of which the pupil was seen.',
  'below-baseline': 'The target lies short of the baseline.',
};
