import { next, type School } from './factories.js';

/** The body of a valid funding source. */
export function fundingSourceBody(
  school: Pick<School, 'id'>,
  members: Record<string, unknown> = {},
): Record<string, unknown> {
  return { schoolId: school.id, name: `Fund ${next()}`, kind: 'pupil-premium', ringFenced: true, ...members };
}

/** The body of a valid budget for the financial year 2026-27. */
export function budgetBody(
  fundingSource: { readonly id: string },
  members: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    fundingSourceId: fundingSource.id,
    startDate: '2026-04-01',
    endDate: '2027-03-31',
    amountPence: 4_545_000,
    ...members,
  };
}
