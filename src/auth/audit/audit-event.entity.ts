import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { json } from '../../database/row-codec.js';

/** Something sensitive that was read or done. Append-only. */
@Entity({ name: 'audit_event', withoutRowid: true })
@Index('uq_audit_event_id', ['id'], { unique: true })
@Index('ix_audit_event_resource', ['ownerId', 'resourceId'])
export class AuditEventEntity {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  ownerId!: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  @Column({ type: 'varchar', length: 24 })
  at!: string;

  @Column({ type: 'varchar', length: 64 })
  clientId!: string;

  @Column({ type: 'varchar', length: 36, nullable: true })
  staffId!: string | null;

  /** For example `sensitive.read`, `recommendation.decide`, `plugin.install`. */
  @Column({ type: 'varchar', length: 60 })
  action!: string;

  @Column({ type: 'varchar', length: 40 })
  resource!: string;

  @Column({ type: 'varchar', length: 64 })
  resourceId!: string;

  @Column({ type: 'text', nullable: true, transformer: json })
  detail!: Record<string, unknown> | null;
}
