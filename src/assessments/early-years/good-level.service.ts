import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned } from '../../auth/tenancy.js';
import { Database, places } from '../../database/database.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { ResultEntity } from '../results/result.entity.js';
import { GOALS_FRAMEWORK, GOOD_LEVEL_GOALS, type GoodLevel, goodLevelOf } from './good-level.js';

/** A good level of development, judged from the early learning goals of one pupil. */
@Injectable()
export class GoodLevelService {
  constructor(private readonly database: Database) {}

  async judge(
    ctx: RequestContext,
    pupilId: string,
    asOf: string,
  ): Promise<{ pupil: PupilEntity; goodLevel: GoodLevel }> {
    const pupil = await findOwned(this.database, ctx, PupilEntity, pupilId);
    // Estimates and targets say what may come of a goal, not what it was assessed as.
    const rows = await this.database.selectKnownAt(
      ResultEntity,
      ctx.knownAt,
      `owner_id = ? and pupil_id = ? and date <= ? and superseded_by is null and status in ('R', 'P', 'I')
        and framework_key = ? and framework_version = ? and subject in (${places(GOOD_LEVEL_GOALS.length)})`,
      [
        ...[pupil.ownerId, pupil.id, asOf],
        ...[GOALS_FRAMEWORK.key, GOALS_FRAMEWORK.version],
        ...GOOD_LEVEL_GOALS,
      ],
    );
    return { pupil, goodLevel: goodLevelOf(rows) };
  }
}
