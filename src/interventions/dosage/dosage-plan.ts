import {
  type Dosage,
  dosageOf,
  type OwnDosage,
  plannedMinutes,
} from '../../provisions/costs/planned-dosage.js';
import { type InterventionDates, plannedDates } from '../check-dates.js';
import type { DosagePlan } from './dosage.js';

/** What is planned for a pupil: of the provision where there is one, or else the whole of what its kind says. */
export function dosagePlan(
  intervention: InterventionDates,
  provision: OwnDosage | null,
  kind: Dosage,
): DosagePlan {
  const { start, end } = plannedDates(intervention, provision);
  return {
    minutes: plannedMinutes(provision ? dosageOf(provision, kind) : kind),
    provision: provision && { start: provision.startDate, end: provision.endDate },
    place: start === null || end === null ? null : { start, end },
  };
}
