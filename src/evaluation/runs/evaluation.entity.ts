import { Column, Index } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { json } from '../../database/row-codec.js';
import type { OutcomeCounts } from './outcome.js';

/** One policy as a run evaluates it: part of each decision record, so that it can be replayed. */
export interface EvaluatedPolicy {
  readonly plugin: string;
  readonly version: string;
  readonly policyId: string;
  /** SHA-256 of the bundle. */
  readonly bundleDigest: string;
  readonly inputs: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What every pupil of a run shares. */
export interface RunFacts {
  readonly policies: readonly EvaluatedPolicy[];
  /** Whether it is over all on roll; else its batches have the pupils that were asked for. */
  readonly wholeRoll: boolean;
  readonly nextAssessmentPoint: string | null;
  readonly snapshotVersion: number;
  readonly nodeVersion: string;
  readonly sdkVersion: string;
}

/** What started a run that nobody asked for. */
export interface RunCause {
  /** As the manifest has them. */
  readonly triggers: readonly string[];
  /** How many changes of facts; 0 where dates alone started it. */
  readonly changes: number;
}

export type EvaluationMode = 'live' | 'dry';
export type EvaluationStatus = 'running' | 'succeeded' | 'failed';

/** A run of policies over pupils of one school, as known at one version and as of one date. */
@FactEntity('evaluation', { resource: 'evaluations' })
@Index('uq_evaluation_id', ['id'], { unique: true })
@Index('ix_evaluation_status', ['status'])
export class EvaluationEntity extends FactRow {
  @Column({ type: 'varchar', length: 10 })
  mode!: EvaluationMode;

  @Column({ type: 'varchar', length: 10 })
  status!: EvaluationStatus;

  @Column({ type: 'varchar', length: 10 })
  asOf!: string;

  /** The school's version whose state is evaluated. */
  @Column({ type: 'integer' })
  knownVersion!: number;

  @Column({ type: 'text', transformer: json })
  facts!: RunFacts;

  @Column({ type: 'integer' })
  pupils!: number;

  /** Counts of each policy once the run has ended, in the order of `facts.policies`. */
  @Column({ type: 'text', nullable: true, transformer: json })
  counts!: OutcomeCounts[] | null;

  /** Why it failed. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  failure!: string | null;

  /** Who asked for it; `evaluation` where it has a cause. */
  @Column({ type: 'varchar', length: 64 })
  requestedBy!: string;

  /** Null where somebody asked for it. */
  @Column({ type: 'text', nullable: true, transformer: json })
  cause!: RunCause | null;

  @Column({ type: 'varchar', length: 24 })
  startedAt!: string;

  @Column({ type: 'varchar', length: 24, nullable: true })
  finishedAt!: string | null;
}
