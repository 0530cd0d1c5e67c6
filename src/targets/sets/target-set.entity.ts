import { Column, ForeignKey, Index } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { json } from '../../database/row-codec.js';
import { SchoolEntity } from '../../schools/school.entity.js';
import type { ProposingPolicy } from '../proposal.js';
import type { ChallengeRule } from './draft-target.js';

/** Whom a set is for: a National Curriculum year, or the members of a group. */
export interface Cohort {
  readonly yearGroup: string | null;
  readonly groupId: string | null;
}

/** Why a pupil of the cohort got no draft from a rule. */
export type RuleSkipReason = 'noBaseline' | 'targetAgreed' | 'draftPending';

/** Why a pupil of the cohort got no draft from a policy. */
export type PolicySkipReason =
  | 'targetAgreed'
  | 'draftPending'
  | 'watch'
  | 'noneNeeded'
  | 'notApplicable'
  | 'insufficientData'
  | 'notEvaluated';

/** Why a pupil of the cohort got no draft. */
export type SkipReason = RuleSkipReason | PolicySkipReason;

/** Targets drafted for a cohort by one rule or policy, to be adjusted and agreed one by one or together. */
@FactEntity('target_set', { resource: 'target-sets' })
@ForeignKey(() => SchoolEntity, ['ownerId'], ['id'], { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' })
@Index('uq_target_set_id', ['id'], { unique: true })
export class TargetSetEntity extends FactRow {
  @Column({ type: 'varchar', length: 120 })
  title!: string;

  @Column({ type: 'varchar', length: 40 })
  subject!: string;

  @Column({ type: 'varchar', length: 36 })
  frameworkId!: string;

  @Column({ type: 'varchar', length: 60 })
  frameworkKey!: string;

  @Column({ type: 'integer' })
  frameworkVersion!: number;

  @Column({ type: 'text', transformer: json })
  cohort!: Cohort;

  /** The baseline is each pupil's latest actual up to this day; pupils are put before a policy as of it. */
  @Column({ type: 'varchar', length: 10 })
  baselineOn!: string;

  /** Of a policy's set the latest of its drafts; the baseline's day where there is none. */
  @Column({ type: 'varchar', length: 10 })
  due!: string;

  @Column({ type: 'varchar', length: 20 })
  challengeRule!: ChallengeRule | 'policy';

  /** Points, or points a year; null where the rule needs none. */
  @Column({ type: 'double', nullable: true })
  challengePoints!: number | null;

  /** The member of staff who set it; null for a program. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  setBy!: string | null;

  /** Pupils of the cohort. */
  @Column({ type: 'integer' })
  pupils!: number;

  /** Drafts that were made. */
  @Column({ type: 'integer' })
  drafted!: number;

  /** Pupils without a draft, by the reason why. */
  @Column({ type: 'text', transformer: json })
  skipped!: Partial<Record<SkipReason, string[]>>;

  /** The policy that proposed the targets; null where a rule drafted them. */
  @Column({ type: 'text', nullable: true, transformer: json })
  policy!: ProposingPolicy | null;
}
