import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../../auth/audit/audit.js';
import { carryOutBatch } from '../../auth/batches/carry-out-batch.js';
import { filter, ofPupil } from '../../auth/lists/conditions.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import { type RequestContext, requireSensitive } from '../../auth/request-context.js';
import { findOwned, ownedBy } from '../../auth/tenancy.js';
import { DomainError } from '../../common/errors/domain-error.js';
import type { BatchQuery } from '../../common/http/batch.dto.js';
import type { BatchAnswerView } from '../../common/http/batch.view.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type ContentOf, holdPupilFact, type Surroundings, writePupilFacts } from '../write-pupil-facts.js';
import { type ContactQuery, CreateContactDto, type UpdateContactDto } from './contact.dto.js';
import { ContactEntity } from './contact.entity.js';

const LIST = {
  entity: ContactEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    priority: { column: 'priority', property: 'priority' },
    name: { column: 'name', property: 'name' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'priority',
};

const WHAT = 'Contacts';

/** People around pupils: sensitive as a whole, and every read of them is audited. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async list(ctx: RequestContext, query: ContactQuery): Promise<RowPage<ContactEntity>> {
    requireSensitive(ctx, WHAT);
    const found = await this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      ofPupil(query.pupilId),
      filter('relationship = ?', query.relationship),
      filter('parental_responsibility = ?', flagOf(query.parentalResponsibility)),
      filter('may_be_contacted = ?', flagOf(query.mayBeContacted)),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
    await this.note(ctx, found.rows);
    return found;
  }

  async find(ctx: RequestContext, id: string): Promise<ContactEntity> {
    requireSensitive(ctx, WHAT);
    const row = await findOwned(this.database, ctx, ContactEntity, id);
    await this.note(ctx, [row]);
    return row;
  }

  create(ctx: RequestContext, dto: CreateContactDto): Promise<ContactEntity> {
    requireSensitive(ctx, WHAT);
    return this.uow.run(ctx.principal, async (tx) => {
      const outcome = (await writePupilFacts(tx, ctx, CONTACT, [{ index: 0, dto }], false)).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as ContactEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  async batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    requireSensitive(ctx, WHAT);
    return carryOutBatch(this.uow, ctx, CreateContactDto, bodies, query, (tx, items, bySource) =>
      writePupilFacts(tx, ctx, CONTACT, items, bySource),
    );
  }

  async update(ctx: RequestContext, id: string, dto: UpdateContactDto): Promise<ContactEntity> {
    requireSensitive(ctx, WHAT);
    const row = await this.uow.run(ctx.principal, async (tx) => {
      const { before } = await holdPupilFact(tx, ctx, ContactEntity, id);
      return tx.update(ContactEntity, before, { ...dto });
    });
    await this.note(ctx, [row]);
    return row;
  }

  async remove(ctx: RequestContext, id: string): Promise<void> {
    requireSensitive(ctx, WHAT);
    await this.uow.run(ctx.principal, async (tx) => {
      const { before } = await holdPupilFact(tx, ctx, ContactEntity, id);
      tx.remove(ContactEntity, before);
    });
  }

  /** Whose contacts were read, each pupil once. */
  private note(ctx: RequestContext, rows: readonly ContactEntity[]): Promise<void> {
    const pupils = new Map(rows.map((it) => [it.pupilId, { ownerId: it.ownerId, id: it.pupilId }]));
    return this.sensitiveReads.note(ctx, 'pupils', [...pupils.values()]);
  }
}

const CONTACT = { entity: ContactEntity, what: 'A contact', read: readContact };

/** What a body leaves out of a contact that is there already stays. */
function readContact(
  { pupilId: _pupil, source: _source, ...said }: CreateContactDto,
  { before }: Surroundings<ContactEntity>,
): ContentOf<ContactEntity> {
  const { phone = null, email = null, address = null, courtOrder = null } = before ?? {};
  return { phone, email, address, courtOrder, ...said };
}

function flagOf(value: boolean | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}
