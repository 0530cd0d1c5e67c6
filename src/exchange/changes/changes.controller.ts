import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { GetRoute } from '../../auth/routes/route.decorators.js';
import { findOwned } from '../../auth/tenancy.js';
import { ChangeEventEntity } from '../../database/change-event.entity.js';
import { Database } from '../../database/database.js';
import { SchoolEntity } from '../../schools/school.entity.js';
import { checkPlace, readBounds } from './feed-bounds.js';
import { ChangesView, toChangeView } from './change.view.js';
import { ChangesQuery } from './changes.dto.js';

@ApiTags('Exchange')
@Controller('api/v1')
export class ChangesController {
  constructor(private readonly database: Database) {}

  @GetRoute('schools/:schoolId/changes', {
    scope: 'changes:read',
    summary: 'What changed at a school, in the order of commit',
    description:
      'Ask from `next` of the answer before. 410 `changes-gone`, with the `oldest` and `newest` version, where the ' +
      'feed cannot go on from `since`: events before it were removed, or it lies beyond the newest version, as ' +
      'after a restored backup. Read the lists anew then, and go on from `newest`.',
    returns: ChangesView,
    errors: ['changes-gone'],
  })
  async list(
    @Ctx() ctx: RequestContext,
    @Param('schoolId') schoolId: string,
    @Query() { since, limit, resource }: ChangesQuery,
  ): Promise<ChangesView> {
    await findOwned(this.database, ctx, SchoolEntity, schoolId);
    const of = resource === undefined ? '' : 'and resource = ?';
    const rows = await this.database.select(
      ChangeEventEntity,
      `where owner_id = ? and version > ? ${of} order by version limit ${limit + 1}`,
      [schoolId, since, ...(resource === undefined ? [] : [resource])],
    );
    checkPlace(since, await readBounds(this.database, schoolId));
    const data = rows.slice(0, limit).map(toChangeView);
    return { data, next: data.at(-1)?.version ?? since, more: rows.length > limit };
  }
}
