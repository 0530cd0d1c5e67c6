import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../../auth/audit/audit.js';
import { filter, Lists, type RowPage } from '../../auth/lists/lists.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned } from '../../auth/tenancy.js';
import { notFound } from '../../common/errors/domain-error.js';
import { Database } from '../../database/database.js';
import { SchoolEntity } from '../../schools/school.entity.js';
import { PluginInstallationEntity } from '../plugin-installation.entity.js';
import type { PluginLogQuery } from './plugin-log.dto.js';
import { PluginLogLineEntity } from './plugin-log-line.entity.js';

const LIST = {
  entity: PluginLogLineEntity,
  sortable: { id: { column: 'id', property: 'id' } },
  defaultSort: '-id',
};

/** What plugins wrote to their console, for those who look after them. */
@Injectable()
export class PluginLogService {
  constructor(
    private readonly database: Database,
    private readonly lists: Lists,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  /** Throws `not-found` where the school has neither the plugin nor lines of it. */
  async list(
    ctx: RequestContext,
    schoolId: string,
    name: string,
    query: PluginLogQuery,
  ): Promise<RowPage<PluginLogLineEntity>> {
    await findOwned(this.database, ctx, SchoolEntity, schoolId);
    const found = await this.lists.page(LIST, query, [
      filter('owner_id = ?', schoolId),
      filter('plugin = ?', name),
      filter('run_id = ?', query.runId),
      filter('level = ?', query.level),
    ]);
    if (found.rows.length === 0) await this.requireInstalled(schoolId, name);
    const sensitive = new Set(found.rows.filter((it) => it.onSensitiveInputs).map((it) => it.runId));
    await this.sensitiveReads.note(
      ctx,
      'plugin-log',
      [...sensitive].map((id) => ({ ownerId: schoolId, id })),
    );
    return found;
  }

  private async requireInstalled(ownerId: string, name: string): Promise<void> {
    const where = 'where owner_id = ? and name = ?';
    const row = await this.database.selectOne(PluginInstallationEntity, where, [ownerId, name]);
    if (!row) throw notFound();
  }
}
