import type { Fault } from '../common/errors/domain-error.js';

/** Dates of an intervention: one that is null is the provision's. */
export interface InterventionDates {
  readonly startDate: string | null;
  readonly endDate: string | null;
}

/** The faults of an intervention's dates, in themselves and against those of its provision. */
export function dateFaults(
  { startDate, endDate }: InterventionDates,
  provision: { readonly startDate: string; readonly endDate: string } | null,
): Fault[] {
  const faults: Fault[] = [];
  if (startDate !== null && endDate !== null && endDate < startDate) {
    faults.push({
      pointer: '/endDate',
      code: 'ends-before-start',
      detail: 'The end lies before the start.',
    });
  }
  if (!provision) return faults;
  const within = (date: string | null) =>
    date === null || (provision.startDate <= date && date <= provision.endDate);
  const outside = (pointer: string): Fault => ({
    pointer,
    code: 'outside-provision',
    detail: `The provision runs from ${provision.startDate} to ${provision.endDate}.`,
  });
  if (!within(startDate)) faults.push(outside('/startDate'));
  if (!within(endDate)) faults.push(outside('/endDate'));
  return faults;
}

/** The first and last day that are planned: an intervention's own, or its provision's; null where neither says. */
export function plannedDates(
  { startDate, endDate }: InterventionDates,
  provision: { readonly startDate: string; readonly endDate: string } | null,
): { start: string | null; end: string | null } {
  return { start: startDate ?? provision?.startDate ?? null, end: endDate ?? provision?.endDate ?? null };
}
