import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';

/** Why a pupil's record is kept: nothing of it is erased while it holds. */
@FactEntity('legal_hold', { resource: 'legal-holds' })
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_legal_hold_id', ['id'], { unique: true })
export class LegalHoldEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 500 })
  reason!: string;

  @Column({ type: 'varchar', length: 10 })
  startDate!: string;

  /** The last day; null until it is lifted. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  endDate!: string | null;

  /** The member of staff who placed it. */
  @Column({ type: 'varchar', length: 36 })
  placedByStaffId!: string;
}
