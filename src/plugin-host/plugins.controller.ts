import { Body, Controller, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Ctx, type RequestContext } from '../auth/request-context.js';
import {
  ActionRoute,
  ApiJsonInstead,
  ApiUploadBody,
  DeleteRoute,
  GetRoute,
  ListRoute,
} from '../auth/routes/route.decorators.js';
import { refuseFields, type Upload, UploadedPartIfAny } from '../common/http/upload.js';
import { FieldsQuery } from '../common/paging/list.dto.js';
import { checkBody } from '../common/validation/request.pipe.js';
import { InstallPluginDto, PluginQuery, RemovePluginQuery, ResumePluginDto } from './plugin.dto.js';
import { PluginVersionEntity } from './plugin-version.entity.js';
import { PluginVersionsView, PluginView, toPluginVersionsView, toPluginView } from './plugin.view.js';
import { PluginsService } from './plugins.service.js';

@ApiTags('Plugins')
@Controller('api/v1')
export class PluginsController {
  constructor(private readonly plugins: PluginsService) {}

  @ListRoute('plugins', {
    scope: 'plugins:read',
    summary: 'Plugins that are installed, each version',
    returns: PluginView,
  })
  async list(@Query() query: PluginQuery) {
    const { rows, page } = await this.plugins.list(query);
    return { data: rows.map(toPluginView), page };
  }

  @GetRoute('plugins/:pluginName', {
    scope: 'plugins:read',
    summary: 'A plugin with its versions',
    description: 'A scoped name is percent-encoded: `%40st-aldates%2Freading-catch-up`.',
    returns: PluginVersionsView,
  })
  async find(@Param('pluginName') name: string, @Query() _query: FieldsQuery) {
    return toPluginVersionsView(await this.plugins.versions(name));
  }

  @ActionRoute('plugins', {
    scope: 'plugins:manage',
    summary: 'Install a package',
    description:
      'The package that `espalier pack` made, as a form; or as JSON its name and version, to be fetched from an npm ' +
      'registry that the server is set up with, against the integrity that the registry names. It is read, checked ' +
      'against this server’s plugin API, and activated once in the sandbox before it is stored; nothing in it is ' +
      'run by npm. Then schools can enable it. Only a client that sees every school may. The same bundle again ' +
      'answers with what is there.',
    status: 201,
    upload: 'packageBytes',
    returns: PluginView,
    replay: { entity: PluginVersionEntity, view: toPluginView },
    errors: ['package-invalid', 'upload-invalid', 'duplicate', 'registry-unavailable', 'signature-refused'],
  })
  @ApiUploadBody('package')
  @ApiJsonInstead(InstallPluginDto)
  async install(
    @Ctx() ctx: RequestContext,
    @UploadedPartIfAny() upload: Upload | null,
    @Body() body: object,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (upload) refuseFields(upload);
    const view = toPluginView(
      upload
        ? await this.plugins.install(ctx, upload.bytes)
        : await this.plugins.fetchAndInstall(ctx, checkBody(InstallPluginDto, body)),
    );
    void reply.header('location', `/api/v1/plugins/${encodeURIComponent(view.name)}`);
    return view;
  }

  @ActionRoute('plugins/:pluginName/resumption', {
    scope: 'plugins:manage',
    summary: 'Let a quarantined version run again',
    description:
      'For every school that has it enabled, with the next run. Three crashes within five minutes quarantine it ' +
      'again. Only a client that sees every school may.',
    status: 200,
    returns: PluginView,
    errors: ['not-found', 'plugin-refused'],
  })
  async resume(@Ctx() ctx: RequestContext, @Param('pluginName') name: string, @Body() dto: ResumePluginDto) {
    return toPluginView(await this.plugins.resume(ctx, name, dto));
  }

  @DeleteRoute('plugins/:pluginName', {
    scope: 'plugins:manage',
    summary: 'Remove a plugin, or one version of it',
    precondition: false,
    errors: ['plugin-refused', 'validation-failed'],
  })
  async remove(
    @Ctx() ctx: RequestContext,
    @Param('pluginName') name: string,
    @Query() { version }: RemovePluginQuery,
  ) {
    await this.plugins.remove(ctx, name, version);
  }
}
