import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { json } from './row-codec.js';

/** What happened to a row. */
export type ChangeOperation = 'create' | 'update' | 'delete';

/** One change of one row: one version of its owner. It also turns an instant into a version. Append-only. */
@Entity({ name: 'change_event', withoutRowid: true })
@Index('ix_change_event_at', ['ownerId', 'at'])
export class ChangeEventEntity {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  ownerId!: string;

  @PrimaryColumn({ type: 'integer' })
  version!: number;

  @Column({ type: 'varchar', length: 24 })
  at!: string;

  @Column({ type: 'varchar', length: 40 })
  resource!: string;

  @Column({ type: 'varchar', length: 36 })
  resourceId!: string;

  @Column({ type: 'varchar', length: 6 })
  operation!: ChangeOperation;

  /** What other systems know the row by. */
  @Column({ type: 'text', nullable: true, transformer: json })
  naturalKey!: Record<string, unknown> | null;

  @Column({ type: 'varchar', length: 64 })
  clientId!: string;

  @Column({ type: 'varchar', length: 36, nullable: true })
  staffId!: string | null;
}
