import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../database/fact.entity.js';
import type { CharacteristicKind } from './code-sets.js';
import { PupilEntity } from './pupil.entity.js';

/**
 * A dated spell of one characteristic of a pupil. Sensitive as a whole: its kind is not in the change feed, which
 * is read without `sensitive:read`.
 */
@FactEntity('characteristic', {
  resource: 'characteristics',
  naturalKey: ['pupilId', 'sourceSystem', 'sourceId'],
})
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_characteristic_id', ['id'], { unique: true })
@Index('uq_characteristic_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
export class CharacteristicEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 30 })
  kind!: CharacteristicKind;

  @Column({ type: 'varchar', length: 10 })
  value!: string;

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
