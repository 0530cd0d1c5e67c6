import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One error of an import, by its place among them, from 1. */
@Entity({ name: 'import_error', withoutRowid: true })
export class ImportErrorEntity {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  importId!: string;

  @PrimaryColumn({ type: 'integer' })
  place!: number;

  @Column({ type: 'integer' })
  sheetRow!: number;

  @Column({ type: 'varchar', length: 60, nullable: true })
  sheetColumn!: string | null;

  @Column({ type: 'varchar', length: 60 })
  code!: string;

  @Column({ type: 'varchar', length: 300 })
  detail!: string;
}
