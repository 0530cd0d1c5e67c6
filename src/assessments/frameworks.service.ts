import { Injectable } from '@nestjs/common';
import { frameworkFaults, frameworkRange } from '@espalier/sdk/field';
import { offered } from '../auth/lists/conditions.js';
import { filter, Lists, type RowPage } from '../auth/lists/lists.js';
import { checkPrecondition } from '../auth/precondition.js';
import type { RequestContext } from '../auth/request-context.js';
import { findOwnedOrSystem, lockOwnedOrSystem, ownedByOrSystem, requireSchool } from '../auth/tenancy.js';
import { DomainError, invalid } from '../common/errors/domain-error.js';
import { SYSTEM_OWNER } from '../common/ids.js';
import { Database } from '../database/database.js';
import type { Transaction } from '../database/transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { SchoolEntity } from '../schools/school.entity.js';
import type { CreateFrameworkDto, FrameworkQuery, UpdateFrameworkDto } from './framework.dto.js';
import { FrameworkEntity, frameworkColumns, NOT_CONTRIBUTED, toFramework } from './framework.entity.js';
import type { Framework } from './frameworks/framework.js';

const LIST = {
  entity: FrameworkEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    key: { column: 'framework_key', property: 'frameworkKey' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

/** Assessment frameworks: those that ship with Espalier and each school's own. A change is a new version. */
@Injectable()
export class FrameworksService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: FrameworkQuery): Promise<RowPage<FrameworkEntity>> {
    return this.lists.page(LIST, query, [
      ownedByOrSystem(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('framework_key = ?', query.key),
      filter('kind = ?', query.kind),
      filter('contributed_by = ?', query.contributedBy),
      offered(query.offered),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<FrameworkEntity> {
    return findOwnedOrSystem(this.database, ctx, FrameworkEntity, id);
  }

  /**
   * A key that ships with Espalier or that the school has already gets the school's next version, so that key and
   * version name one framework at a school. The school's row is held, so no version is given twice.
   */
  async create(ctx: RequestContext, dto: CreateFrameworkDto): Promise<FrameworkEntity> {
    await requireSchool(this.database, ctx, dto.schoolId);
    return this.uow.run(ctx.principal, async (tx) => {
      const { schoolId, key } = dto;
      await tx.lock(SchoolEntity, 'where id = ?', [schoolId]);
      const [newest] = await tx.query<{ version: number | null }>(
        'select max(framework_version) as version from framework where owner_id in (?, ?) and framework_key = ?',
        [schoolId, SYSTEM_OWNER, key],
      );
      const framework = checked({ ...dto, version: (newest?.version ?? 0) + 1 });
      const row = tx.insert(FrameworkEntity, {
        ...frameworkColumns(framework),
        ...NOT_CONTRIBUTED,
        ownerId: schoolId,
      });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  update(ctx: RequestContext, id: string, dto: UpdateFrameworkDto): Promise<FrameworkEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const before = await lockOwnedOrSystem(tx, ctx, FrameworkEntity, id);
      checkPrecondition(ctx, before);
      await refuseUsed(tx, before);
      return tx.update(FrameworkEntity, before, frameworkColumns(checked(patched(before, dto))));
    });
  }
}

/** Tables whose points were read in a framework's scale; a later domain's is read by its name. */
const USES = ['result', 'target'];

/** Writers of results and targets hold a school's own framework, so none comes between the look and the change. */
async function refuseUsed(tx: Transaction, { id, ownerId, contributedBy }: FrameworkEntity): Promise<void> {
  const next = 'Post the same key to add its next version.';
  if (ownerId === SYSTEM_OWNER) {
    throw new DomainError('conflict', `This framework ships with Espalier and never changes. ${next}`);
  }
  if (contributedBy !== null) {
    const detail = `The plugin ${contributedBy} brought this framework; its next version comes with the plugin’s.`;
    throw new DomainError('conflict', detail);
  }
  for (const table of USES) {
    const used = await tx.query(`select 1 from ${table} where owner_id = ? and framework_id = ? limit 1`, [
      ownerId,
      id,
    ]);
    if (used.length > 0) {
      throw new DomainError('conflict', `A ${table} uses this version, so it never changes. ${next}`);
    }
  }
}

type Described = Omit<CreateFrameworkDto, 'schoolId'> & { readonly version: number };

/** A framework as a merge patch leaves it: members of `expectations` are patched one by one. */
function patched(before: FrameworkEntity, dto: UpdateFrameworkDto): Described {
  const { min, max, ...framework } = toFramework(before);
  const grades = framework.grades && [...framework.grades];
  const scale = before.kind === 'graded' ? { min: null, max: null } : { min, max };
  const expectations = Object.entries<unknown>({ ...framework.expectations, ...dto.expectations });
  return {
    ...framework,
    ...scale,
    grades,
    ...dto,
    expectations: Object.fromEntries(expectations.filter(([, points]) => points !== null)),
  };
}

function checked(dto: Described): Framework {
  const framework = {
    kind: dto.kind,
    min: dto.min ?? null,
    max: dto.max ?? null,
    step: dto.step ?? null,
    grades: dto.grades?.map(({ grade, points }) => ({ grade, points })) ?? null,
    direction: dto.direction ?? 1,
    tolerance: dto.tolerance ?? null,
    oneOff: dto.oneOff ?? false,
    expectations: dto.expectations ?? {},
    higherStandard: dto.higherStandard ?? null,
  } as const;
  const faults = frameworkFaults(framework);
  if (faults.length > 0) throw invalid(...faults);
  const { key, version, title } = dto;
  const expectations = framework.expectations as Framework['expectations'];
  return { ...framework, ...frameworkRange(framework), expectations, key, version, title };
}
