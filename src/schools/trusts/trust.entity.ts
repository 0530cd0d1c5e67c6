import { Column, Index } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';

/** A group of schools under one board. It owns itself: its owner is its id. */
@FactEntity('trust', { resource: 'trusts', naturalKey: ['groupUid'] })
@Index('uq_trust_id', ['id'], { unique: true })
@Index('uq_trust_group_uid', ['groupUid'], { unique: true })
export class TrustEntity extends FactRow {
  @Column({ type: 'varchar', length: 120 })
  name!: string;

  /** The group's number in the register of schools. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  groupUid!: string | null;
}
