import type { Fault } from '../common/errors/domain-error.js';
import { type FundingLine, fundingFault } from './costs/funding.js';
import { weeksOf } from './costs/planned-dosage.js';

/** What of a provision is checked in itself. */
export interface CheckedProvision {
  readonly startDate: string;
  readonly endDate: string;
  readonly weeks: number | null;
  readonly staff: readonly { readonly staffId: string | null; readonly name: string | null }[] | null;
  readonly funding: readonly FundingLine[] | null;
}

/** The faults of a provision in itself. */
export function provisionFaults({ startDate, endDate, weeks, staff, funding }: CheckedProvision): Fault[] {
  const faults: Fault[] = [];
  if (endDate <= startDate) {
    faults.push({
      pointer: '/endDate',
      code: 'ends-before-start',
      detail: 'The end does not lie after the start.',
    });
  } else if (weeks !== null && weeks > weeksOf({ startDate, endDate })) {
    faults.push({
      pointer: '/weeks',
      code: 'too-many-weeks',
      detail: `From ${startDate} to ${endDate} there are ${weeksOf({ startDate, endDate })} weeks.`,
    });
  }
  (staff ?? []).forEach((it, i) => {
    if ((it.staffId === null) !== (it.name === null)) return;
    faults.push({
      pointer: `/staff/${i}`,
      code: 'staff-or-name',
      detail: 'Give staffId for a member of the school’s staff, or a name for somebody else.',
    });
  });
  const unfunded = fundingFault(funding ?? []);
  if (unfunded) faults.push({ pointer: '/funding', ...unfunded });
  return faults;
}
