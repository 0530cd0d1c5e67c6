import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { ListRoute } from '../../auth/routes/route.decorators.js';
import { PluginLogQuery } from './plugin-log.dto.js';
import { PluginLogService } from './plugin-log.service.js';
import { PluginLogLineView, toPluginLogLineView } from './plugin-log.view.js';

@ApiTags('Plugins')
@Controller('api/v1/schools/:schoolId/plugins/:pluginName')
export class PluginLogController {
  constructor(private readonly log: PluginLogService) {}

  @ListRoute('log', {
    scope: 'plugins:read',
    summary: 'What a plugin’s policies wrote to their console at a school, newest first',
    description:
      'At most a hundred lines of a run and policy, for thirty days; those of a run go when a pupil of it is erased.',
    returns: PluginLogLineView,
    errors: ['not-found'],
  })
  async list(
    @Ctx() ctx: RequestContext,
    @Param('schoolId') schoolId: string,
    @Param('pluginName') name: string,
    @Query() query: PluginLogQuery,
  ) {
    const { rows, page } = await this.log.list(ctx, schoolId, name, query);
    return { data: rows.map((row) => toPluginLogLineView(row, ctx)), page };
  }
}
