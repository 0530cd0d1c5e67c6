import { Column, Index } from 'typeorm';
import { FactEntity, FactRow } from '../database/fact.entity.js';
import type { AREAS_OF_NEED, COST_BANDS, FEATURES, PROVISION_CATEGORIES, Wave } from './provision-words.js';

/** One version of a kind of provision. The system owns what ships with Espalier, a school what it made itself. */
@FactEntity('provision_type', { resource: 'provision-types', naturalKey: ['typeKey', 'typeVersion'] })
@Index('uq_provision_type_id', ['id'], { unique: true })
@Index('uq_provision_type_key', ['ownerId', 'typeKey', 'typeVersion'], { unique: true })
export class ProvisionTypeEntity extends FactRow {
  @Column({ type: 'varchar', length: 60 })
  typeKey!: string;

  @Column({ type: 'integer' })
  typeVersion!: number;

  @Column({ type: 'varchar', length: 120 })
  title!: string;

  @Column({ type: 'integer' })
  wave!: Wave;

  @Column({ type: 'varchar', length: 40 })
  category!: (typeof PROVISION_CATEGORIES)[number];

  @Column({ type: 'varchar', length: 60, nullable: true })
  areaOfNeed!: (typeof AREAS_OF_NEED)[number] | null;

  @Column({ type: 'varchar', length: 40 })
  feature!: (typeof FEATURES)[number];

  @Column({ type: 'integer' })
  weeks!: number;

  @Column({ type: 'integer' })
  sessionsPerWeek!: number;

  /** Of one session. */
  @Column({ type: 'integer' })
  minutes!: number;

  @Column({ type: 'integer' })
  groupSize!: number;

  @Column({ type: 'varchar', length: 500 })
  entryCriteria!: string;

  @Column({ type: 'varchar', length: 500 })
  exitCriteria!: string;

  /** Months of additional progress that the evidence speaks of; set with the other two or not at all. */
  @Column({ type: 'double', nullable: true })
  evidenceMonths!: number | null;

  @Column({ type: 'varchar', length: 12, nullable: true })
  evidenceCostBand!: (typeof COST_BANDS)[number] | null;

  /** The day as of which the evidence stands. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  evidenceDate!: string | null;

  /** Where the evidence was read. */
  @Column({ type: 'varchar', length: 300, nullable: true })
  evidenceSource!: string | null;

  /** The plugin that brought it to the school; null for the school's own and what ships with Espalier. */
  @Column({ type: 'varchar', length: 120, nullable: true })
  contributedBy!: string | null;

  /** The first version of that plugin that brought it. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  contributedVersion!: string | null;

  /** Since when nothing new may use it: the school's plugin brings it no more. Null where it is offered. */
  @Column({ type: 'varchar', length: 24, nullable: true })
  retiredAt!: string | null;
}

/** Of a kind that no plugin brought. */
export const NOT_CONTRIBUTED = { contributedBy: null, contributedVersion: null, retiredAt: null };

/** A kind of provision as a school or a plugin describes it. */
export interface DescribedProvisionType extends Pick<
  ProvisionTypeEntity,
  'title' | 'wave' | 'category' | 'feature' | 'entryCriteria' | 'exitCriteria'
> {
  readonly areaOfNeed?: ProvisionTypeEntity['areaOfNeed'];
  readonly dosage: Pick<ProvisionTypeEntity, 'weeks' | 'sessionsPerWeek' | 'minutes' | 'groupSize'>;
  readonly evidence?: {
    readonly monthsImpact: number;
    readonly costBand: (typeof COST_BANDS)[number];
    readonly date: string;
    readonly source?: string | null;
  } | null;
}

/** The columns that hold what is described. */
export function provisionTypeColumns(described: DescribedProvisionType) {
  const { title, wave, category, areaOfNeed = null, feature, dosage } = described;
  const { entryCriteria, exitCriteria, evidence } = described;
  const { weeks, sessionsPerWeek, minutes, groupSize } = dosage;
  return {
    ...{ title, wave, category, areaOfNeed, feature },
    ...{ weeks, sessionsPerWeek, minutes, groupSize },
    ...{ entryCriteria, exitCriteria },
    evidenceMonths: evidence?.monthsImpact ?? null,
    evidenceCostBand: evidence?.costBand ?? null,
    evidenceDate: evidence?.date ?? null,
    evidenceSource: evidence?.source ?? null,
  };
}
