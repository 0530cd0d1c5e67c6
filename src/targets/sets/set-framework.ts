import type { FrameworkEntity } from '../../assessments/framework.entity.js';
import type { Fault } from '../../common/errors/domain-error.js';

/** The columns by which a set and its targets name their framework. */
export function refOf({ id, frameworkKey, frameworkVersion }: FrameworkEntity) {
  return { frameworkId: id, frameworkKey, frameworkVersion };
}

/** Why no targets can be set for a cohort in a framework. */
export function setFrameworkFaults(framework: FrameworkEntity | null): Fault[] {
  if (!framework?.oneOff) return [];
  const detail = 'A check that is taken once has no baseline to set a target from.';
  return [{ pointer: '/framework', code: 'one-off', detail }];
}
