import { Transform } from 'class-transformer';
import { IsBoolean } from 'class-validator';
import { PageQuery } from '../../common/paging/list.dto.js';
import { InstantText, OneOf, Optional } from '../../common/validation/members.js';
import { IMPORT_KINDS, type ImportKind } from './import-template.js';
import type { ImportState } from './import.entity.js';

/** The fields beside the file of an import. */
export class ImportFieldsDto {
  @OneOf(IMPORT_KINDS)
  kind!: ImportKind;

  /** A dry run checks everything, against what is stored too, and stores nothing. */
  @Optional()
  @OneOf(['dry-run', 'import'])
  mode: 'dry-run' | 'import' = 'import';

  /** Store the good rows where others are bad. */
  @Optional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)))
  @IsBoolean()
  partial: boolean = false;
}

/** Filters of imports. */
export class ImportQuery extends PageQuery {
  @Optional()
  @OneOf(IMPORT_KINDS)
  kind?: ImportKind;

  @Optional()
  @OneOf(['dry-run', 'import'])
  mode?: 'dry-run' | 'import';

  /** @example 'imported' */
  @Optional()
  @OneOf(['imported', 'checked', 'refused'])
  state?: ImportState;

  /** Run since this instant. @example '2026-01-01T00:00:00Z' */
  @Optional()
  @InstantText()
  updatedSince?: string;
}

/** Paging of an import's errors. */
export class ImportErrorQuery extends PageQuery {}
