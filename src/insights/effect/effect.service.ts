import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../auth/request-context.js';
import { requireSchool } from '../../auth/tenancy.js';
import { today } from '../../common/instants.js';
import { Database } from '../../database/database.js';
import { stateOf } from '../cohort/known-source.js';
import type { InsightView } from '../insight.view.js';
import { requireEveryPupil } from '../readers.js';
import { inTableOrder } from '../releases/read-cells.js';
import type { EffectQuery } from './effect.dto.js';
import type { EffectRowView } from './effect.view.js';
import { gainsOf } from './gains.js';
import { readPlaces } from './read-places.js';

const NOTES = [
  'This makes no claim of cause: pupils in a provision differ from others in more than the provision.',
  'Pupils are chosen when they are low, and would on average rise without any provision (regression to the mean).',
];

/** How pupils in provision gained, against what their targets expected. */
@Injectable()
export class EffectService {
  constructor(private readonly database: Database) {}

  async effect(
    ctx: RequestContext,
    { schoolId, asOf = today() }: EffectQuery,
  ): Promise<InsightView & { data: EffectRowView[] }> {
    await requireSchool(this.database, ctx, schoolId, '?schoolId');
    requireEveryPupil(ctx, schoolId);
    const state = await stateOf(this.database, ctx, schoolId, asOf);
    const places = await readPlaces(this.database, ctx, state);
    const kinds = Map.groupBy(places, (it) => `${it.provisionType} ${it.frameworkId}`);
    const rows = [...kinds.values()].flatMap((own) => {
      const { provisionType, framework, frameworkVersion } = own[0]!;
      return gainsOf(own)
        .filter((it) => it.places > 0)
        .map(({ mean, interval, ...it }): EffectRowView & { ncYear: null; subject: string } => ({
          ...{ ...it, provisionType, framework, frameworkVersion },
          meanGain: mean,
          gainLow: interval?.low ?? null,
          gainHigh: interval?.high ?? null,
          ncYear: null,
          subject: provisionType,
        }));
    });
    const data = inTableOrder(rows).map(({ ncYear: _year, subject: _subject, ...row }) => row);
    return { schoolId, asOf, releaseId: null, suppressed: false, notes: NOTES, data };
  }
}
