import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../../auth/audit/audit.js';
import { type RequestContext, seesSensitive } from '../../auth/request-context.js';
import { findOwned } from '../../auth/tenancy.js';
import { DomainError } from '../../common/errors/domain-error.js';
import { Database } from '../../database/database.js';
import { CharacteristicEntity } from '../characteristic.entity.js';
import { EnrolmentEntity } from '../enrolment.entity.js';
import { PupilEntity } from '../pupil.entity.js';
import { holds } from '../spells.js';
import { CENSUS_DAYS } from './census-days.js';
import { type EverSix, everSixOf, fundingCensusOf } from './ever-six.js';

/** Ever-6 of a pupil: sensitive, and every read of it is audited. */
@Injectable()
export class EverSixService {
  constructor(
    private readonly database: Database,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async derive(
    ctx: RequestContext,
    pupilId: string,
    asOf: string,
  ): Promise<{ pupil: PupilEntity; everSix: EverSix }> {
    if (!seesSensitive(ctx)) {
      throw new DomainError('sensitive-refused', 'Ever-6 needs the scope sensitive:read.');
    }
    const pupil = await findOwned(this.database, ctx, PupilEntity, pupilId);
    const ofPupil = 'owner_id = ? and pupil_id = ?';
    const { knownAt } = ctx;
    const key = [pupil.ownerId, pupil.id];
    const [spells, roll] = await Promise.all([
      this.database.selectKnownAt(
        CharacteristicEntity,
        knownAt,
        `${ofPupil} and kind = 'fsmDisadvantage'`,
        key,
      ),
      this.database.selectKnownAt(EnrolmentEntity, knownAt, ofPupil, key),
    ]);
    await this.sensitiveReads.note(ctx, 'pupils', [pupil]);
    const census = fundingCensusOf(asOf, CENSUS_DAYS)?.date;
    const onDay = census && roll.find((it) => holds({ start: it.entryDate, end: it.leavingDate }, census));
    const facts = {
      dateOfBirth: pupil.dateOfBirth,
      ncYearAtCensus: onDay ? onDay.ncYear : null,
      spells,
    };
    return { pupil, everSix: everSixOf(facts, asOf, CENSUS_DAYS) };
  }
}
