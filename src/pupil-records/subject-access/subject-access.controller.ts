import { Controller, Headers, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { GetRoute } from '../../auth/routes/route.decorators.js';
import { subjectAccessPage } from './subject-access-page.js';
import { SubjectAccessService } from './subject-access.service.js';
import { SubjectAccessView } from './subject-access.view.js';

@ApiTags('Pupil records')
@Controller('api/v1/pupils/:pupilId')
export class SubjectAccessController {
  constructor(private readonly subjectAccess: SubjectAccessService) {}

  @GetRoute('subject-access', {
    scope: 'records:read',
    summary: 'Everything that is held on a pupil, for the pupil’s own request',
    description:
      'Facts that stand and facts that were replaced or removed, recommendations with reasons and evidence, every ' +
      'answer of a policy, decisions, and who read sensitive data when. With `Accept: text/html` it is a document ' +
      'in plain words that needs nothing else. Needs `sensitive:read` too, and is itself written down.',
    returns: SubjectAccessView,
    errors: ['sensitive-refused'],
  })
  async read(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') pupilId: string,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const record = await this.subjectAccess.read(ctx, pupilId);
    void reply.header('cache-control', 'no-store').header('vary', 'Accept');
    if (!wantsPage(accept)) return record;
    // Nothing in the document runs or is fetched, whatever is in it.
    void reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
    return subjectAccessPage(record);
  }
}

/** Whether HTML is named before JSON. */
function wantsPage(accept = ''): boolean {
  const html = accept.indexOf('text/html');
  const json = accept.indexOf('application/json');
  return html >= 0 && (json < 0 || html < json);
}
