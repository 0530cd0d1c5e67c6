import { Injectable } from '@nestjs/common';
import { filter, Lists } from '../auth/lists/lists.js';
import { checkPrecondition } from '../auth/precondition.js';
import type { RequestContext } from '../auth/request-context.js';
import { findOwned, lockOwned } from '../auth/tenancy.js';
import { DomainError, invalid, notFound } from '../common/errors/domain-error.js';
import type { PageView } from '../common/paging/page.view.js';
import { Database, places } from '../database/database.js';
import type { Transaction } from '../database/transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { SchoolEntity } from '../schools/school.entity.js';
import { InstallationListeners } from './installation-listeners.js';
import type { InstallationQuery, PutInstallationDto } from './installation.dto.js';
import type { InstallationWithVersions } from './installation.view.js';
import { PluginInstallationEntity } from './plugin-installation.entity.js';
import { PluginRuntime } from './plugin-runtime.js';
import { PluginVersionEntity } from './plugin-version.entity.js';
import { putInstallation, removeInstallation } from './put-installation.js';

const LIST = {
  entity: PluginInstallationEntity,
  sortable: { id: { column: 'id', property: 'id' }, name: { column: 'name', property: 'name' } },
  defaultSort: 'name',
};
const BY_NAME = 'where owner_id = ? and name = ?';
const VERSION = 'where name = ? and version = ?';

/** What each school runs: versions, grants and settings. */
@Injectable()
export class InstallationsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly runtime: PluginRuntime,
    private readonly listeners: InstallationListeners,
  ) {}

  async list(
    ctx: RequestContext,
    schoolId: string,
    query: InstallationQuery,
  ): Promise<{ readonly found: InstallationWithVersions[]; readonly page: PageView }> {
    await findOwned(this.database, ctx, SchoolEntity, schoolId);
    const { rows, page } = await this.lists.page(LIST, query, [
      filter('owner_id = ?', schoolId),
      filter('enabled = ?', query.enabled === undefined ? undefined : Number(query.enabled)),
    ]);
    return { found: await this.withVersions(rows), page };
  }

  async find(ctx: RequestContext, schoolId: string, name: string): Promise<InstallationWithVersions> {
    await findOwned(this.database, ctx, SchoolEntity, schoolId);
    const row = await this.database.selectOne(PluginInstallationEntity, BY_NAME, [schoolId, name]);
    if (!row) throw notFound();
    return (await this.withVersions([row]))[0]!;
  }

  /**
   * Makes or replaces a school's installation. Throws `plugin-refused` for a version that may not run or reads what
   * is not granted, `settings-invalid`, and `validation-failed` for a version that is not here.
   */
  async put(
    ctx: RequestContext,
    schoolId: string,
    name: string,
    dto: PutInstallationDto,
  ): Promise<InstallationWithVersions> {
    await findOwned(this.database, ctx, SchoolEntity, schoolId);
    if (dto.enabled) await this.runtime.verify(name, dto.version);
    const row = await this.uow.run(ctx.principal, async (tx) => {
      const school = await lockOwned(tx, ctx, SchoolEntity, schoolId);
      const before = await tx.lockOne(PluginInstallationEntity, BY_NAME, [schoolId, name]);
      if (before) checkPrecondition(ctx, before);
      else if (ctx.ifMatch !== null) throw notThereYet();
      const version = await this.lockVersion(tx, name, dto.version);
      const { enabled, automatic = true, grants = [], settings = {} } = dto;
      const wanted = { ownerId: school.id, enabled, automatic, grants, settings };
      return putInstallation(tx, wanted, version, before, this.listeners);
    });
    return (await this.withVersions([row]))[0]!;
  }

  async remove(ctx: RequestContext, schoolId: string, name: string): Promise<void> {
    await this.uow.run(ctx.principal, async (tx) => {
      await lockOwned(tx, ctx, SchoolEntity, schoolId);
      const row = await tx.lockOne(PluginInstallationEntity, BY_NAME, [schoolId, name]);
      if (!row) throw notFound();
      checkPrecondition(ctx, row);
      await removeInstallation(tx, row, this.listeners);
    });
  }

  /** Held until the end, so that the version is not removed meanwhile. */
  private async lockVersion(tx: Transaction, name: string, version: string): Promise<PluginVersionEntity> {
    const row = await tx.lockOne(PluginVersionEntity, VERSION, [name, version]);
    if (row) return row;
    if (!(await tx.selectOne(PluginVersionEntity, 'where name = ?', [name]))) throw notFound();
    throw invalid({
      pointer: '/version',
      code: 'unknown-version',
      detail: `Version ${version} of ${name} is not installed.`,
    });
  }

  private async withVersions(rows: readonly PluginInstallationEntity[]): Promise<InstallationWithVersions[]> {
    if (rows.length === 0) return [];
    const versions = await this.database.select(
      PluginVersionEntity,
      `where name in (${places(rows.length)})`,
      rows.map((it) => it.name),
    );
    const of = (name: string, version: string | null) =>
      versions.find((it) => it.name === name && it.version === version) ?? null;
    return rows.flatMap((row) => {
      const current = of(row.name, row.version);
      // None while both are just being removed.
      return current ? [{ row, current, pending: of(row.name, row.pendingVersion) }] : [];
    });
  }
}

function notThereYet(): DomainError {
  return new DomainError('precondition-failed', 'The school has no such plugin yet; leave If-Match out.');
}
