import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { json } from '../../database/row-codec.js';
import type { CellStatus } from '../suppression/publish-table.js';

/** What releases consist of. */
export const RELEASED_INSIGHTS = ['gaps', 'trajectory-status', 'coverage'] as const;
export type ReleasedInsight = (typeof RELEASED_INSIGHTS)[number];

/** One cell of a release. No pupil is named: who was in it is rebuilt from the version of its release. */
@Entity({ name: 'insight_cell', withoutRowid: true })
@Index('ix_insight_cell_key', ['ownerId', 'insight', 'cut', 'ncYear', 'subject', 'frameworkId', 'groupKey'])
export class InsightCellEntity {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  ownerId!: string;

  /** The number of its release. */
  @PrimaryColumn({ type: 'integer' })
  releaseNumber!: number;

  @PrimaryColumn({ type: 'varchar', length: 20 })
  insight!: ReleasedInsight;

  /** The characteristic; empty where the insight has none. */
  @PrimaryColumn({ type: 'varchar', length: 30 })
  cut!: string;

  @PrimaryColumn({ type: 'varchar', length: 2 })
  ncYear!: string;

  @PrimaryColumn({ type: 'varchar', length: 40 })
  subject!: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  frameworkId!: string;

  @PrimaryColumn({ type: 'varchar', length: 30 })
  groupKey!: string;

  @Column({ type: 'varchar', length: 12 })
  status!: CellStatus;

  /** The release whose figures it shows: its own, or an earlier one. */
  @Column({ type: 'integer' })
  origin!: number;

  /** For those who may read the pupils. */
  @Column({ type: 'text', transformer: json })
  exact!: unknown;

  /** For everybody else; null where the cell is hidden. */
  @Column({ type: 'text', nullable: true, transformer: json })
  published!: unknown;
}
