import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { CsvRoute } from '../../auth/routes/csv-routes.js';
import { ActionRoute, ApiUploadBody, GetRoute, ListRoute } from '../../auth/routes/route.decorators.js';
import { notFound } from '../../common/errors/domain-error.js';
import { UploadedPart, type Upload } from '../../common/http/upload.js';
import { FieldsQuery } from '../../common/paging/list.dto.js';
import { IMPORT_KINDS, IMPORT_TEMPLATES, type ImportKind, templateFile } from './import-template.js';
import { ImportErrorQuery, ImportQuery } from './import.dto.js';
import { ImportEntity } from './import.entity.js';
import { ImportErrorView, ImportView, toImportErrorView, toImportView } from './import.view.js';
import { ImportsService } from './imports.service.js';

@ApiTags('Exchange')
@Controller('api/v1')
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  @ActionRoute('imports', {
    scope: 'imports:run',
    summary: 'Import a CSV file, or try one',
    description:
      'Rows are written by their source keys, so the same file again changes nothing. Where a row is bad nothing ' +
      'is stored, unless `partial` is `true`; every bad row is named with its column and the reason. ' +
      '`GET /import-templates/{kind}` gives the header.',
    status: 201,
    location: 'imports',
    upload: 'importBytes',
    returns: ImportView,
    replay: { entity: ImportEntity, view: toImportView },
    errors: ['upload-invalid'],
  })
  @ApiUploadBody(
    'file',
    {
      kind: { type: 'string', enum: IMPORT_KINDS },
      mode: { type: 'string', enum: ['dry-run', 'import'], default: 'import' },
      partial: { type: 'string', enum: ['true', 'false'], default: 'false' },
    },
    ['kind'],
  )
  async run(@Ctx() ctx: RequestContext, @UploadedPart() upload: Upload) {
    return toImportView(await this.imports.run(ctx, upload));
  }

  @ListRoute('imports', {
    scope: 'imports:run',
    summary: 'Imports that the caller ran',
    description: 'A client with `admin` that sees every school sees those of all callers.',
    returns: ImportView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: ImportQuery) {
    const { rows, page } = await this.imports.list(ctx, query);
    return { data: rows.map(toImportView), page };
  }

  @GetRoute('imports/:importId', { scope: 'imports:run', summary: 'An import', returns: ImportView })
  async find(@Ctx() ctx: RequestContext, @Param('importId') id: string, @Query() _query: FieldsQuery) {
    return toImportView(await this.imports.find(ctx, id));
  }

  @ListRoute('imports/:importId/errors', {
    scope: 'imports:run',
    summary: 'What is wrong with the rows of an import',
    returns: ImportErrorView,
    errors: ['not-found'],
  })
  async errors(@Ctx() ctx: RequestContext, @Param('importId') id: string, @Query() query: ImportErrorQuery) {
    const { rows, page } = await this.imports.errors(ctx, id, query);
    return { data: rows.map(toImportErrorView), page };
  }

  @CsvRoute('import-templates/:importKind', {
    scope: 'imports:run',
    summary: 'The header of a kind of import with an example, as CSV',
    fileName: ({ importKind }) => [importKind, 'template'],
    example: 'pupils-template',
  })
  template(@Param('importKind') kind: string): string {
    if (!Object.hasOwn(IMPORT_TEMPLATES, kind)) throw notFound();
    return templateFile(IMPORT_TEMPLATES[kind as ImportKind]);
  }
}
