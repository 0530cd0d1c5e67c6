import { Column, Index } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import type { RecordKind } from './record-kinds.js';

/** For how long a school keeps a kind of record, in the place of the product's default. */
@FactEntity('retention_schedule', { resource: 'retention-schedules', naturalKey: ['kind'] })
@Index('uq_retention_schedule_id', ['id'], { unique: true })
@Index('uq_retention_schedule_kind', ['ownerId', 'kind'], { unique: true })
export class RetentionScheduleEntity extends FactRow {
  @Column({ type: 'varchar', length: 30 })
  kind!: RecordKind;

  @Column({ type: 'integer' })
  years!: number;

  @Column({ type: 'varchar', length: 500, nullable: true })
  reason!: string | null;

  @Column({ type: 'varchar', length: 36 })
  setByStaffId!: string;
}
