import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../auth/request-context.js';
import { requireSchool } from '../../auth/tenancy.js';
import { academicYearOf } from '../../common/dates.js';
import { today } from '../../common/instants.js';
import { Database } from '../../database/database.js';
import { stateOf } from '../cohort/known-source.js';
import type { InsightView } from '../insight.view.js';
import { readsEveryPupil } from '../readers.js';
import { delaysOf } from './delays.js';
import { readSignals } from './read-signals.js';
import type { TimelinessQuery } from './timeliness.dto.js';
import { type DelayRowView, toDelayRow } from './timeliness.view.js';

/** How long schools take from a signal to a decision. */
@Injectable()
export class TimelinessService {
  constructor(private readonly database: Database) {}

  async delays(
    ctx: RequestContext,
    { schoolId, academicYear = academicYearOf(today()) }: TimelinessQuery,
  ): Promise<InsightView & { data: DelayRowView[] }> {
    await requireSchool(this.database, ctx, schoolId, '?schoolId');
    const hides = !readsEveryPupil(ctx, schoolId);
    const asOf = today();
    const state = await stateOf(this.database, ctx, schoolId, asOf);
    const signals = await readSignals(
      this.database,
      state,
      `${academicYear}-09-01`,
      `${academicYear + 1}-09-01`,
    );
    const data = delaysOf(signals).map((it) => toDelayRow(it, academicYear, hides));
    return { schoolId, asOf, releaseId: null, suppressed: hides, notes: [], data };
  }
}
