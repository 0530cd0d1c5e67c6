import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned } from '../../auth/tenancy.js';
import { Database, places as marks } from '../../database/database.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { ProvisionEntity } from '../provision.entity.js';
import { additionalSupport, isAdditional, SCHOOL_MEETS_PENCE } from './additional-support.js';
import { provisionCosts } from './provision-costs.js';
import type { PupilCostsView, PupilPlaceCostView } from './pupil-costs.view.js';
import { readCostFacts } from './read-cost-facts.js';

interface StoredPlace {
  readonly id: string;
  readonly provisionId: string | null;
  readonly provisionType: string;
  readonly wave: number;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly endedOn: string | null;
}

/** What a pupil's places cost in a year: calculated from what is stored, never stored. */
@Injectable()
export class PupilCostsService {
  constructor(private readonly database: Database) {}

  async of(ctx: RequestContext, pupilId: string, academicYear: number): Promise<PupilCostsView> {
    const { ownerId } = await findOwned(this.database, ctx, PupilEntity, pupilId);
    const stored = await this.placesOf(ctx, ownerId, pupilId);
    const costs = await this.annualised(ctx, ownerId, stored, academicYear);
    const year = { start: `${academicYear}-09-01`, end: `${academicYear + 1}-08-31` };
    const places = stored.flatMap((it): PupilPlaceCostView[] => {
      const pence = costs.get(it.id);
      // A place without a provision has no cost yet, and belongs to the year by its own days.
      const undated = it.provisionId === null && meets(it, year) ? null : undefined;
      const shown = pence === undefined ? undated : pence;
      if (shown === undefined) return [];
      const { id: interventionId, provisionId, provisionType, wave } = it;
      return [
        { interventionId, provisionId, provisionType, wave, additional: isAdditional(it), pence: shown },
      ];
    });
    const threshold = { thresholdPence: SCHOOL_MEETS_PENCE };
    return { pupilId, schoolId: ownerId, academicYear, ...additionalSupport(places), ...threshold, places };
  }

  /** Places that are or were agreed. The table is a later domain's, so it is read by its name. */
  private async placesOf(ctx: RequestContext, ownerId: string, pupilId: string): Promise<StoredPlace[]> {
    const rows = await this.database.queryKnownAt<StoredPlace>(
      'intervention',
      `id, provision_id as provisionId, provision_type_key as provisionType, wave, start_date as startDate,
        end_date as endDate, ended_on as endedOn`,
      ctx.knownAt,
      `owner_id = ? and pupil_id = ? and status in ('agreed', 'active', 'reviewed', 'closed')`,
      [ownerId, pupilId],
    );
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The planned cost of places that falls in a year, by intervention; null where nothing of it is known. */
  private async annualised(
    ctx: RequestContext,
    ownerId: string,
    stored: readonly StoredPlace[],
    academicYear: number,
  ): Promise<Map<string, number | null>> {
    const ids = [...new Set(stored.flatMap((it) => it.provisionId ?? []))];
    if (ids.length === 0) return new Map();
    const [first, last] = [`${academicYear}-09-01`, `${academicYear + 1}-08-31`];
    const provisions = await this.database.selectKnownAt(
      ProvisionEntity,
      ctx.knownAt,
      `owner_id = ? and id in (${marks(ids.length)}) and start_date <= ? and end_date >= ?`,
      [ownerId, ...ids, last, first],
    );
    const own = new Set(stored.map((it) => it.id));
    const costs = new Map<string, number | null>();
    for (const facts of await readCostFacts(this.database, ownerId, provisions, first, ctx.knownAt)) {
      const known = provisionCosts(facts, first);
      facts.places.forEach(({ interventionId, start, end }, i) => {
        if (!own.has(interventionId) || start > last || end < first) return;
        const ofYear = known?.places[i]!.annualised.find((it) => it.academicYear === academicYear);
        costs.set(interventionId, known ? (ofYear?.pence ?? 0) : null);
      });
    }
    return costs;
  }
}

/** Whether a place's own days meet the year; of one without dates it is not known, and it counts. */
function meets(
  { startDate, endDate, endedOn }: StoredPlace,
  { start, end }: { readonly start: string; readonly end: string },
): boolean {
  const last = endedOn ?? endDate;
  return (startDate === null || startDate <= end) && (last === null || last >= start);
}
