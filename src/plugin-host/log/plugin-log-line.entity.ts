import type { LogLine } from '@espalier/sdk/sandbox';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A line that a policy wrote to `console` at a school. Kept for a while, and without a past. */
@Entity({ name: 'plugin_log_line', withoutRowid: true })
@Index('ix_plugin_log_line_plugin', ['ownerId', 'plugin', 'id'])
@Index('ix_plugin_log_line_run', ['ownerId', 'runId'])
export class PluginLogLineEntity {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  ownerId!: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  @Column({ type: 'varchar', length: 120 })
  plugin!: string;

  @Column({ type: 'varchar', length: 64 })
  version!: string;

  @Column({ type: 'varchar', length: 64 })
  policyId!: string;

  /** The evaluation in which it was written. */
  @Column({ type: 'varchar', length: 36 })
  runId!: string;

  @Column({ type: 'varchar', length: 24 })
  at!: string;

  @Column({ type: 'varchar', length: 5 })
  level!: LogLine['level'];

  /** One line, clean of control characters. */
  @Column({ type: 'varchar', length: 500 })
  line!: string;

  /** The policy read sensitive inputs, so its line may tell of them. */
  @Column({ type: 'boolean', default: false })
  onSensitiveInputs!: boolean;
}
