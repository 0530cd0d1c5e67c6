import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../auth/request-context.js';
import { CreateRoute, GetRoute, ListRoute, PatchRoute } from '../auth/routes/route.decorators.js';
import { ReadQuery } from '../common/paging/list.dto.js';
import { CreateFrameworkDto, FrameworkQuery, UpdateFrameworkDto } from './framework.dto.js';
import { FrameworkEntity } from './framework.entity.js';
import { FrameworkView, toFrameworkView } from './framework.view.js';
import { FrameworksService } from './frameworks.service.js';

@ApiTags('Assessments')
@Controller('api/v1')
export class FrameworksController {
  constructor(private readonly frameworks: FrameworksService) {}

  @ListRoute('frameworks', {
    scope: 'assessments:read',
    summary: 'Assessment frameworks that ship with Espalier, that schools made or that their plugins brought',
    returns: FrameworkView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: FrameworkQuery) {
    const { rows, page } = await this.frameworks.list(ctx, query);
    return { data: rows.map(toFrameworkView), page };
  }

  @GetRoute('frameworks/:frameworkId', {
    scope: 'assessments:read',
    summary: 'A version of an assessment framework',
    returns: FrameworkView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('frameworkId') id: string, @Query() _query: ReadQuery) {
    return toFrameworkView(await this.frameworks.find(ctx, id));
  }

  @CreateRoute('frameworks', {
    scope: 'assessments:write',
    summary: 'Add an assessment framework, or its next version',
    description:
      'With a key that ships with Espalier or that the school has already, this is the school’s next version of it.',
    returns: FrameworkView,
    replay: { entity: FrameworkEntity, view: toFrameworkView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateFrameworkDto) {
    return toFrameworkView(await this.frameworks.create(ctx, dto));
  }

  @PatchRoute('frameworks/:frameworkId', {
    scope: 'assessments:write',
    summary: 'Change a school’s assessment framework that nothing uses yet',
    description:
      'Refused with `conflict` once a result or target uses it, and for what ships with Espalier: add a version. ' +
      'Refused too for what a plugin brought: its next version comes with the plugin’s.',
    returns: FrameworkView,
    errors: ['conflict'],
  })
  async update(
    @Ctx() ctx: RequestContext,
    @Param('frameworkId') id: string,
    @Body() dto: UpdateFrameworkDto,
  ) {
    return toFrameworkView(await this.frameworks.update(ctx, id, dto));
  }
}
