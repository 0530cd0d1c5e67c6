import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned } from '../../auth/tenancy.js';
import { Database } from '../../database/database.js';
import { EnrolmentEntity } from '../../pupils/enrolment.entity.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { type Absence, absenceOf } from './absence.js';
import { AttendanceEntity } from './attendance.entity.js';
import type { ReadRows } from '../../schools/academic-years/read-calendars.js';
import { openWeeks } from './open-weeks.js';
import { weeksToDate } from './school-weeks.js';

/** Absence to date, judged from the weeks of one pupil. */
@Injectable()
export class AttendanceJudgementsService {
  constructor(private readonly database: Database) {}

  async judge(
    ctx: RequestContext,
    pupilId: string,
    asOf: string,
  ): Promise<{ pupil: PupilEntity; absence: Absence }> {
    const pupil = await findOwned(this.database, ctx, PupilEntity, pupilId);
    const ofPupil = [pupil.ownerId, pupil.id];
    const known: ReadRows = (table, columns, where, params) =>
      this.database.queryKnownAt(table, columns, ctx.knownAt, where, params);
    const { from, to } = weeksToDate(asOf);
    const [weeks, spells, schoolWeeks] = await Promise.all([
      this.database.selectKnownAt(
        AttendanceEntity,
        ctx.knownAt,
        'owner_id = ? and pupil_id = ? and week_start between ? and ?',
        [...ofPupil, from, to],
      ),
      this.database.selectKnownAt(EnrolmentEntity, ctx.knownAt, 'owner_id = ? and pupil_id = ?', ofPupil),
      openWeeks(known, pupil.ownerId, asOf),
    ]);
    return { pupil, absence: absenceOf({ weeks, spells, schoolWeeks, asOf }) };
  }
}
