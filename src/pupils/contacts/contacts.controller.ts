import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import {
  ApiBatchBody,
  BatchRoute,
  CreateRoute,
  DeleteRoute,
  GetRoute,
  ListRoute,
  PatchRoute,
} from '../../auth/routes/route.decorators.js';
import { BatchDto, BatchQuery } from '../../common/http/batch.dto.js';
import { ReadQuery } from '../../common/paging/list.dto.js';
import { ContactQuery, CreateContactDto, UpdateContactDto } from './contact.dto.js';
import { ContactEntity } from './contact.entity.js';
import { ContactView, toContactView } from './contact.view.js';
import { ContactsService } from './contacts.service.js';

@ApiTags('Pupils')
@Controller('api/v1')
export class ContactsController {
  constructor(private readonly contacts: ContactsService) {}

  @ListRoute('contacts', {
    scope: 'contacts:read',
    summary: 'People around pupils, those called first at the top',
    description: 'Sensitive as a whole: it needs `sensitive:read` too, and every read is audited.',
    returns: ContactView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: ContactQuery) {
    const { rows, page } = await this.contacts.list(ctx, query);
    return { data: rows.map(toContactView), page };
  }

  @GetRoute('contacts/:contactId', {
    scope: 'contacts:read',
    summary: 'A contact of a pupil',
    errors: ['sensitive-refused'],
    returns: ContactView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('contactId') id: string, @Query() _query: ReadQuery) {
    return toContactView(await this.contacts.find(ctx, id));
  }

  @CreateRoute('contacts', {
    scope: 'contacts:write',
    summary: 'Add a contact of a pupil',
    errors: ['sensitive-refused'],
    returns: ContactView,
    replay: { entity: ContactEntity, view: toContactView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateContactDto) {
    return toContactView(await this.contacts.create(ctx, dto));
  }

  @BatchRoute('contacts', {
    scope: 'contacts:write',
    summary: 'Add or change up to 1,000 contacts',
    errors: ['sensitive-refused'],
  })
  @ApiBatchBody(CreateContactDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.contacts.batch(ctx, dto.items, query);
  }

  @PatchRoute('contacts/:contactId', {
    scope: 'contacts:write',
    summary: 'Change a contact',
    errors: ['sensitive-refused'],
    returns: ContactView,
  })
  async update(@Ctx() ctx: RequestContext, @Param('contactId') id: string, @Body() dto: UpdateContactDto) {
    return toContactView(await this.contacts.update(ctx, id, dto));
  }

  @DeleteRoute('contacts/:contactId', {
    scope: 'contacts:write',
    summary: 'Remove a contact',
    errors: ['sensitive-refused'],
  })
  async remove(@Ctx() ctx: RequestContext, @Param('contactId') id: string) {
    await this.contacts.remove(ctx, id);
  }
}
