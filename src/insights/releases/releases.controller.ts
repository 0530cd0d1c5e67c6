import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { CreateRoute, GetRoute, ListRoute } from '../../auth/routes/route.decorators.js';
import { ReadQuery } from '../../common/paging/list.dto.js';
import { InsightReleaseEntity } from './insight-release.entity.js';
import { CreateReleaseDto, ReleaseQuery } from './release.dto.js';
import { ReleaseView, toReleaseView } from './release.view.js';
import { ReleasesService } from './releases.service.js';

@ApiTags('Insights')
@Controller('api/v1')
export class ReleasesController {
  constructor(private readonly releases: ReleasesService) {}

  @ListRoute('insights/releases', {
    scope: 'insights:read',
    summary: 'Releases of figures on groups',
    returns: ReleaseView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: ReleaseQuery) {
    const { rows, page } = await this.releases.list(ctx, query);
    return { data: rows.map(toReleaseView), page };
  }

  @GetRoute('insights/releases/:releaseId', {
    scope: 'insights:read',
    summary: 'A release of figures on groups',
    returns: ReleaseView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('releaseId') id: string, @Query() _query: ReadQuery) {
    return toReleaseView(await this.releases.find(ctx, id));
  }

  @CreateRoute('insights/releases', {
    scope: 'insights:release',
    summary: 'Release the figures of an assessment point',
    description:
      'Calculates the figures of a school’s groups on the day of the assessment point, from what is known now, and ' +
      'publishes them: who may not read the pupils sees them with small groups hidden. A release never changes. ' +
      'Corrections come with another release of the same point; a group in which one to four pupils changed since ' +
      'its last release shows that one.',
    errors: ['conflict'],
    returns: ReleaseView,
    replay: { entity: InsightReleaseEntity, view: toReleaseView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateReleaseDto) {
    return toReleaseView(await this.releases.create(ctx, dto));
  }
}
