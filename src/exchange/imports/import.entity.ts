import { Column, Index } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { json } from '../../database/row-codec.js';
import type { ImportKind } from './import-template.js';
import type { RowError } from './row-error.js';

/** imported: rows are stored; checked: a dry run; refused: nothing is stored. */
export type ImportState = 'imported' | 'checked' | 'refused';

/** A file that was imported or tried. It may touch several schools, so the system owns it. */
@FactEntity('import_run', { resource: 'imports' })
@Index('uq_import_run_id', ['id'], { unique: true })
export class ImportEntity extends FactRow {
  /** Who ran it: only that client, or that member of staff, sees it, and clients of the whole installation. */
  @Column({ type: 'varchar', length: 64 })
  clientId!: string;

  @Column({ type: 'varchar', length: 36, nullable: true })
  staffId!: string | null;

  @Column({ type: 'varchar', length: 20 })
  kind!: ImportKind;

  @Column({ type: 'varchar', length: 10 })
  mode!: 'dry-run' | 'import';

  @Column({ type: 'boolean', default: false })
  partial!: boolean;

  @Column({ type: 'varchar', length: 10 })
  state!: ImportState;

  @Column({ type: 'integer' })
  rowsTotal!: number;

  @Column({ type: 'integer' })
  rowsCreated!: number;

  @Column({ type: 'integer' })
  rowsUpdated!: number;

  @Column({ type: 'integer' })
  rowsUnchanged!: number;

  @Column({ type: 'integer' })
  rowsRefused!: number;

  @Column({ type: 'integer' })
  errorsTotal!: number;

  /** So many of the first errors as the answer shows. */
  @Column({ type: 'text', transformer: json })
  firstErrors!: readonly RowError[];
}
