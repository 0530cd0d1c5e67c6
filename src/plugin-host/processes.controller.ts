import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../auth/request-context.js';
import { ListRoute } from '../auth/routes/route.decorators.js';
import { ownedBy } from '../auth/tenancy.js';
import { FieldsQuery } from '../common/paging/list.dto.js';
import { Database } from '../database/database.js';
import { PluginRuntime } from './plugin-runtime.js';
import { PluginProcessView, toPluginProcessView } from './process.view.js';

@ApiTags('Plugins')
@Controller('api/v1')
export class ProcessesController {
  constructor(
    private readonly runtime: PluginRuntime,
    private readonly database: Database,
  ) {}

  @ListRoute('plugin-processes', {
    scope: 'plugins:read',
    summary: 'Processes of plugins that the token’s schools have',
    description: 'All on one page: those of this server that have run since it started.',
    returns: PluginProcessView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() _query: FieldsQuery) {
    const seesEverySchool = ctx.principal.schoolIds === null;
    const own = seesEverySchool ? null : await this.ownPlugins(ctx);
    const data = this.runtime
      .processes()
      .filter(({ ref }) => own === null || own.has(ref.name))
      .map((it) => toPluginProcessView(it, seesEverySchool));
    return { data, page: { next: null } };
  }

  private async ownPlugins(ctx: RequestContext): Promise<ReadonlySet<string>> {
    const { sql, params } = ownedBy(ctx);
    const rows = await this.database.query<{ name: string }>(
      `select distinct name from plugin_installation where ${sql}`,
      params,
    );
    return new Set(rows.map((it) => it.name));
  }
}
