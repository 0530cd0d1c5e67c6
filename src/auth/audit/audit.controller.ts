import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SYSTEM_OWNER } from '../../common/ids.js';
import { filter, Lists } from '../lists/lists.js';
import { Ctx, type RequestContext } from '../request-context.js';
import { ListRoute } from '../routes/route.decorators.js';
import { ownedBy } from '../tenancy.js';
import { AuditEventEntity } from './audit-event.entity.js';
import { AuditQuery } from './audit.dto.js';
import { AuditEventView, toAuditEventView } from './audit.view.js';

const LIST = {
  entity: AuditEventEntity,
  sortable: { id: { column: 'id', property: 'id' } },
  defaultSort: 'id',
};

@ApiTags('Clients and staff')
@Controller('api/v1')
export class AuditController {
  constructor(private readonly lists: Lists) {}

  @ListRoute('audit-events', {
    scope: 'audit:read',
    summary: 'Sensitive reads and acts',
    returns: AuditEventView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: AuditQuery) {
    const { rows, page } = await this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('action = ?', query.action),
      filter('resource_id = ?', query.resourceId),
      filter('at >= ?', query.since && new Date(query.since).toISOString()),
    ]);
    return { data: rows.map((row) => toAuditEventView(row, SYSTEM_OWNER)), page };
  }
}
