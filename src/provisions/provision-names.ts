import { seesSchool } from '../auth/tenancy.js';
import type { RequestContext } from '../auth/request-context.js';
import type { Fault } from '../common/errors/domain-error.js';
import { SYSTEM_OWNER } from '../common/ids.js';
import { places } from '../database/database.js';
import type { EntityClass, FactRow } from '../database/fact.entity.js';
import { inParts } from '../database/in-parts.js';
import type { Transaction } from '../database/transaction.js';
import { retiredProvisionType } from './find-provision-type.js';
import { FundingSourceEntity } from './funding/funding-source.entity.js';
import { ProvisionTypeEntity } from './provision-type.entity.js';
import type { ProvisionEntity } from './provision.entity.js';

/** What a provision names. */
export type NamingProvision = Pick<
  ProvisionEntity,
  'ownerId' | 'provisionTypeId' | 'subject' | 'leadStaffId' | 'staff' | 'funding'
>;

/** What the provisions of a write name, read with a few queries for all of them. Funding sources are held. */
export class ProvisionNames {
  private readonly known = new Set<string>();
  private readonly retired = new Map<string, ProvisionTypeEntity>();

  private constructor(private readonly ctx: RequestContext) {}

  static async read(
    tx: Transaction,
    ctx: RequestContext,
    provisions: readonly NamingProvision[],
  ): Promise<ProvisionNames> {
    const names = new ProvisionNames(ctx);
    const owners = [...new Set(provisions.map((it) => it.ownerId))];
    await names.add(tx, 'school', 'id', 'id', owners);
    const types = provisions.map((it) => it.provisionTypeId);
    for (const part of inParts(types)) {
      for (const row of await tx.select(ProvisionTypeEntity, `where id in (${places(part.length)})`, part)) {
        names.known.add(`provision_type ${row.ownerId} ${row.id}`);
        if (row.retiredAt !== null) names.retired.set(row.id, row);
      }
    }
    await names.add(
      tx,
      'subject',
      'owner_id',
      'code',
      provisions.flatMap((it) => it.subject ?? []),
    );
    const staff = provisions.flatMap((it) => [it.leadStaffId, ...(it.staff ?? []).map((one) => one.staffId)]);
    await names.add(
      tx,
      'staff',
      'owner_id',
      'id',
      staff.filter((it) => it !== null),
    );
    const sources = provisions.flatMap((it) => (it.funding ?? []).map((line) => line.fundingSourceId));
    await names.hold(tx, FundingSourceEntity, sources);
    return names;
  }

  /**
   * The faults of what a provision names: another school's are unknown. One that is there already (`before`) may stay
   * of a kind that is offered no more.
   */
  faultsOf(
    { ownerId, provisionTypeId, subject, leadStaffId, staff, funding }: NamingProvision,
    before: NamingProvision | null,
  ): readonly Fault[] {
    if (!seesSchool(this.ctx, ownerId) || !this.known.has(`school ${ownerId} ${ownerId}`)) {
      return [{ pointer: '/schoolId', code: 'unknown-school', detail: 'No school with this id is known.' }];
    }
    const faults: Fault[] = [];
    const ask = (table: string, owners: string[], id: string | null, pointer: string, what: string) => {
      if (id === null || owners.some((owner) => this.known.has(`${table} ${owner} ${id}`))) return;
      faults.push({
        pointer,
        code: `unknown-${table.replaceAll('_', '-')}`,
        detail: `No ${what} is known at this school.`,
      });
    };
    const own = [ownerId];
    const both = [ownerId, SYSTEM_OWNER];
    ask('provision_type', both, provisionTypeId, '/provisionTypeId', 'kind of provision with this id');
    const retired = this.retired.get(provisionTypeId);
    if (retired?.ownerId === ownerId && !before) {
      faults.push({ pointer: '/provisionTypeId', ...retiredProvisionType(retired) });
    }
    ask('subject', both, subject, '/subject', `subject with the code ${subject}`);
    ask('staff', own, leadStaffId, '/leadStaffId', 'member of staff with this id');
    (staff ?? []).forEach((it, i) =>
      ask('staff', own, it.staffId, `/staff/${i}/staffId`, 'member of staff with this id'),
    );
    (funding ?? []).forEach((it, i) =>
      ask(
        'funding_source',
        own,
        it.fundingSourceId,
        `/funding/${i}/fundingSourceId`,
        'funding source with this id',
      ),
    );
    return faults;
  }

  private async add(
    tx: Transaction,
    table: string,
    ownerColumn: string,
    idColumn: string,
    ids: readonly string[],
  ): Promise<void> {
    for (const part of inParts(ids)) {
      const rows = await tx.query<{ owner: string; id: string }>(
        `select ${ownerColumn} as owner, ${idColumn} as id from ${table} where ${idColumn} in (${places(part.length)})`,
        part,
      );
      for (const { owner, id } of rows) this.known.add(`${table} ${owner} ${id}`);
    }
  }

  /** Held, so that no funding source is removed while a provision comes to name it. */
  private async hold(tx: Transaction, entity: EntityClass<FactRow>, ids: readonly string[]): Promise<void> {
    for (const part of inParts(ids.toSorted())) {
      const rows = await tx.lock(entity, `where id in (${places(part.length)}) order by id`, part);
      for (const { ownerId, id } of rows) this.known.add(`funding_source ${ownerId} ${id}`);
    }
  }
}
