import { Column, Index } from 'typeorm';
import { FactEntity, FactRow } from '../database/fact.entity.js';

export const PHASES = ['nursery', 'primary', 'secondary', 'all-through', 'special', '16-plus'] as const;

/** A school owns itself: its owner is its id. */
@FactEntity('school', { resource: 'schools', naturalKey: ['urn'] })
@Index('uq_school_id', ['id'], { unique: true })
@Index('uq_school_urn', ['urn'], { unique: true })
@Index('uq_school_establishment', ['laCode', 'establishment'], { unique: true })
export class SchoolEntity extends FactRow {
  /** Unique Reference Number, six digits. */
  @Column({ type: 'varchar', length: 6 })
  urn!: string;

  @Column({ type: 'varchar', length: 3 })
  laCode!: string;

  @Column({ type: 'varchar', length: 4 })
  establishment!: string;

  @Column({ type: 'varchar', length: 120 })
  name!: string;

  @Column({ type: 'varchar', length: 20 })
  phase!: (typeof PHASES)[number];

  /** The trust that the school belongs to; null for a maintained or independent school. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  trustId!: string | null;
}
