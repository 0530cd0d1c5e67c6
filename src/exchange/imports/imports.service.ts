import { Injectable } from '@nestjs/common';
import { audit } from '../../auth/audit/audit.js';
import { filter, Lists, type RowPage } from '../../auth/lists/lists.js';
import type { RequestContext } from '../../auth/request-context.js';
import { seesSchool } from '../../auth/tenancy.js';
import { DomainError, notFound } from '../../common/errors/domain-error.js';
import type { Upload } from '../../common/http/upload.js';
import { isId, SYSTEM_OWNER } from '../../common/ids.js';
import { checkBody } from '../../common/validation/request.pipe.js';
import { Database } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { attendanceImport } from './attendance-import.js';
import { type CheckedFile, checkFile } from './check-file.js';
import { ImportErrorEntity } from './import-error.entity.js';
import { type ImportHandler, rowErrors } from './import-kind.js';
import { IMPORT_TEMPLATES } from './import-template.js';
import { type ImportErrorQuery, ImportFieldsDto, type ImportQuery } from './import.dto.js';
import { ImportEntity } from './import.entity.js';
import { pupilImport } from './pupil-import.js';
import { resultImport } from './result-import.js';
import type { RowError } from './row-error.js';
import { RowErrors } from './row-errors.js';

const MOST_ERRORS_SHOWN = 100;
/** Below the 64 KB of a MariaDB text, four bytes a character. */
const MOST_CHARS_SHOWN = 16_000;

const LIST = {
  entity: ImportEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    createdAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

const ERRORS = {
  entity: ImportErrorEntity,
  sortable: { row: { column: 'place', property: 'place' } },
  defaultSort: 'row',
  tieBreak: { column: 'place', property: 'place' },
};

/** Imports of CSV files: all or nothing in one transaction, unless the good rows were asked for. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  run(ctx: RequestContext, upload: Upload): Promise<ImportEntity> {
    const fields = checkBody(ImportFieldsDto, upload.fields);
    switch (fields.kind) {
      case 'pupils':
        return this.runAs(ctx, upload, fields, pupilImport);
      case 'results':
        return this.runAs(ctx, upload, fields, resultImport);
      case 'attendance':
        return this.runAs(ctx, upload, fields, attendanceImport);
    }
  }

  list(ctx: RequestContext, query: ImportQuery): Promise<RowPage<ImportEntity>> {
    const { clientId, staffId } = ctx.principal;
    const all = seesAll(ctx);
    return this.lists.page(LIST, query, [
      all ? null : filter('client_id = ?', clientId),
      all
        ? null
        : staffId === null
          ? { sql: 'staff_id is null', params: [] }
          : filter('staff_id = ?', staffId),
      filter('kind = ?', query.kind),
      filter('mode = ?', query.mode),
      filter('state = ?', query.state),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
    ]);
  }

  async find(ctx: RequestContext, id: string): Promise<ImportEntity> {
    const row = isId(id) ? await this.database.selectOne(ImportEntity, 'where id = ?', [id]) : null;
    if (!row || !sees(ctx, row)) throw notFound();
    return row;
  }

  async errors(
    ctx: RequestContext,
    id: string,
    query: ImportErrorQuery,
  ): Promise<RowPage<ImportErrorEntity>> {
    const { id: importId } = await this.find(ctx, id);
    return this.lists.page(ERRORS, query, [{ sql: 'import_id = ?', params: [importId] }]);
  }

  private async runAs<D extends object>(
    ctx: RequestContext,
    { bytes }: Upload,
    fields: ImportFieldsDto,
    handler: ImportHandler<D>,
  ): Promise<ImportEntity> {
    const { columns } = IMPORT_TEMPLATES[fields.kind];
    const file = await checkFile(bytes, columns, handler, await this.schoolsOf(ctx));
    return this.uow.run(ctx.principal, async (tx) => {
      const row = await carryOut(tx, ctx, file, fields, handler);
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  private async schoolsOf(ctx: RequestContext): Promise<Map<string, string>> {
    const rows = await this.database.query<{ id: string; urn: string }>('select id, urn from school');
    return new Map(rows.filter((it) => seesSchool(ctx, it.id)).map((it) => [it.urn, it.id]));
  }
}

/** Only who ran an import sees it, since it may touch several schools; and who sees every school. */
function sees(ctx: RequestContext, { clientId, staffId }: ImportEntity): boolean {
  return seesAll(ctx) || (clientId === ctx.principal.clientId && staffId === ctx.principal.staffId);
}

function seesAll({ principal: { schoolIds, scopes } }: RequestContext): boolean {
  return schoolIds === null && scopes.has('admin');
}

async function carryOut<D extends object>(
  tx: Transaction,
  ctx: RequestContext,
  file: CheckedFile<D>,
  { kind, mode, partial }: ImportFieldsDto,
  handler: ImportHandler<D>,
): Promise<ImportEntity> {
  const written = new RowErrors();
  const counts = { created: 0, updated: 0, unchanged: 0 };
  const schools = new Map<string, typeof counts>();
  const outcomes = await handler.write(tx, ctx, file.fit);
  for (const { index, schoolId } of file.fit) {
    const school = schools.get(schoolId) ?? { created: 0, updated: 0, unchanged: 0 };
    schools.set(schoolId, school);
    const outcome = outcomes.get(index)!;
    if (outcome instanceof DomainError) {
      written.add(rowErrors(index, faultsOf(outcome), handler.columnOf));
      continue;
    }
    counts[outcome.kind] += 1;
    school[outcome.kind] += 1;
  }
  const errors = file.errors.with(written);
  const refused = file.unreadable || (errors.total > 0 && !partial);
  const stores = mode === 'import' && !refused;
  if (!stores) tx.discard();
  const state = mode === 'dry-run' ? 'checked' : refused ? 'refused' : 'imported';
  const told = state === 'refused' ? { created: 0, updated: 0, unchanged: 0 } : counts;
  const row = tx.insert(ImportEntity, {
    ownerId: SYSTEM_OWNER,
    clientId: ctx.principal.clientId,
    staffId: ctx.principal.staffId,
    kind,
    mode,
    partial,
    state,
    rowsTotal: file.count,
    rowsCreated: told.created,
    rowsUpdated: told.updated,
    rowsUnchanged: told.unchanged,
    rowsRefused: errors.rows,
    errorsTotal: errors.total,
    firstErrors: firstOf(errors.kept),
  });
  tx.append(ImportErrorEntity, ...errors.kept.map((it, i) => toRow(row.id, it, i + 1)));
  const detail = { kind, mode, state };
  audit(
    tx,
    ...[...schools].map(([ownerId, stored]) => ({
      ownerId,
      action: 'import.run',
      resource: 'imports',
      resourceId: row.id,
      detail: stores ? { ...detail, ...stored } : detail,
    })),
  );
  return row;
}

function faultsOf({ faults, code, detail }: DomainError) {
  return faults.length > 0 ? faults : [{ pointer: '/source', code, detail }];
}

function firstOf(errors: readonly RowError[]): RowError[] {
  const shown: RowError[] = [];
  let chars = 0;
  for (const error of errors.slice(0, MOST_ERRORS_SHOWN)) {
    chars += JSON.stringify(error).length;
    if (chars > MOST_CHARS_SHOWN) break;
    shown.push(error);
  }
  return shown;
}

function toRow(importId: string, { row, column, code, detail }: RowError, place: number): ImportErrorEntity {
  return { importId, place, sheetRow: row, sheetColumn: column, code: code.slice(0, 60), detail };
}
