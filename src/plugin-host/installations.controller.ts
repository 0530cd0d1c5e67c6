import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../auth/request-context.js';
import { DeleteRoute, GetRoute, ListRoute, PutRoute } from '../auth/routes/route.decorators.js';
import { FieldsQuery } from '../common/paging/list.dto.js';
import { InstallationQuery, PutInstallationDto } from './installation.dto.js';
import { InstallationView, toInstallationView } from './installation.view.js';
import { InstallationsService } from './installations.service.js';

@ApiTags('Plugins')
@Controller('api/v1/schools/:schoolId')
export class InstallationsController {
  constructor(private readonly installations: InstallationsService) {}

  @ListRoute('plugins', {
    scope: 'plugins:read',
    summary: 'Plugins of a school',
    returns: InstallationView,
    errors: ['not-found'],
  })
  async list(
    @Ctx() ctx: RequestContext,
    @Param('schoolId') schoolId: string,
    @Query() query: InstallationQuery,
  ) {
    const { found, page } = await this.installations.list(ctx, schoolId, query);
    return { data: found.map(toInstallationView), page };
  }

  @GetRoute('plugins/:pluginName', {
    scope: 'plugins:read',
    summary: 'What a school runs of a plugin',
    returns: InstallationView,
  })
  async find(
    @Ctx() ctx: RequestContext,
    @Param('schoolId') schoolId: string,
    @Param('pluginName') name: string,
    @Query() _query: FieldsQuery,
  ) {
    return toInstallationView(await this.installations.find(ctx, schoolId, name));
  }

  @PutRoute('plugins/:pluginName', {
    scope: 'plugins:manage',
    summary: 'Enable, disable, grant and set up a plugin at a school',
    description:
      'Replaces what was set before. An enabled version needs every input that it declares to be granted; where ' +
      'another version is running, one that asks for more waits as `pendingVersion`, of the request nothing else ' +
      'is kept, and the old version goes on until the new one is put again with its grants. The frameworks and kinds ' +
      'of provision that an enabled version brings are the school’s to use. Disabling withdraws the plugin’s open ' +
      'recommendations, and retires what it brought: nothing new may use it, and what is recorded stays. ' +
      '`If-Match` is checked where it is sent.',
    returns: InstallationView,
    errors: ['plugin-refused', 'settings-invalid', 'precondition-failed'],
  })
  async put(
    @Ctx() ctx: RequestContext,
    @Param('schoolId') schoolId: string,
    @Param('pluginName') name: string,
    @Body() dto: PutInstallationDto,
  ) {
    return toInstallationView(await this.installations.put(ctx, schoolId, name, dto));
  }

  @DeleteRoute('plugins/:pluginName', {
    scope: 'plugins:manage',
    summary: 'Remove a plugin from a school',
    precondition: false,
    errors: ['precondition-failed'],
  })
  async remove(
    @Ctx() ctx: RequestContext,
    @Param('schoolId') schoolId: string,
    @Param('pluginName') name: string,
  ) {
    await this.installations.remove(ctx, schoolId, name);
  }
}
