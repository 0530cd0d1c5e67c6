import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { ActionRoute, CreateRoute, GetRoute, ListRoute } from '../../auth/routes/route.decorators.js';
import { FieldsQuery } from '../../common/paging/list.dto.js';
import { CreatePublisherKeyDto, PublisherKeyQuery, RevokeKeyDto } from './publisher-key.dto.js';
import { PublisherKeyEntity } from './publisher-key.entity.js';
import { PublisherKeyView, toPublisherKeyView } from './publisher-key.view.js';
import { PublisherKeysService } from './publisher-keys.service.js';

@ApiTags('Plugins')
@Controller('api/v1')
export class PublisherKeysController {
  constructor(private readonly keys: PublisherKeysService) {}

  @ListRoute('publisher-keys', {
    scope: 'plugins:read',
    summary: 'Keys that publishers sign with, those that were revoked among them',
    returns: PublisherKeyView,
  })
  async list(@Query() query: PublisherKeyQuery) {
    const { rows, page } = await this.keys.list(query);
    return { data: rows.map(toPublisherKeyView), page };
  }

  @GetRoute('publisher-keys/:publisherKeyId', {
    scope: 'plugins:read',
    summary: 'A key that a publisher signs with',
    returns: PublisherKeyView,
  })
  async find(@Param('publisherKeyId') id: string, @Query() _query: FieldsQuery) {
    return toPublisherKeyView(await this.keys.find(id));
  }

  @CreateRoute('publisher-keys', {
    scope: 'plugins:manage',
    summary: 'Trust a publisher to sign with a key',
    description:
      'The key counts for packages whose manifest names this publisher. Make sure of it by another way than the one ' +
      'by which it came, by its `keyId` for example. Only a client that sees every school may.',
    returns: PublisherKeyView,
    replay: { entity: PublisherKeyEntity, view: toPublisherKeyView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreatePublisherKeyDto) {
    return toPublisherKeyView(await this.keys.create(ctx, dto));
  }

  @ActionRoute('publisher-keys/:publisherKeyId/revocations', {
    scope: 'plugins:manage',
    summary: 'Trust a key no more',
    description:
      'For ever. Versions that are signed with it are `untrusted` and do not run from the next run on, whatever ' +
      '`ESPALIER_PLUGIN_TRUST` says, until they come again signed with another key. Only a client that sees every ' +
      'school may.',
    status: 200,
    returns: PublisherKeyView,
  })
  async revoke(@Ctx() ctx: RequestContext, @Param('publisherKeyId') id: string, @Body() dto: RevokeKeyDto) {
    return toPublisherKeyView(await this.keys.revoke(ctx, id, dto));
  }
}
