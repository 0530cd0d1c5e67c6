import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { PupilEntity } from '../pupil.entity.js';
import type { SenType } from './sen-types.js';

/**
 * A need of a pupil with SEN over a span of dates. Sensitive as a whole: its type is not in the change feed, which
 * is read without `sensitive:read`.
 */
@FactEntity('sen_need', { resource: 'sen-needs', naturalKey: ['pupilId', 'sourceSystem', 'sourceId'] })
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_sen_need_id', ['id'], { unique: true })
@Index('uq_sen_need_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
export class SenNeedEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 4 })
  needType!: SenType;

  /** 1 is the primary need. */
  @Column({ type: 'integer' })
  needRank!: number;

  @Column({ type: 'varchar', length: 10 })
  startDate!: string;

  /** The last day. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  endDate!: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
