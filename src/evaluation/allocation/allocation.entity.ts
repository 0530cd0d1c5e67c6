import { Column, ForeignKey, Index } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { json } from '../../database/row-codec.js';
import { SchoolEntity } from '../../schools/school.entity.js';

/** `open` waits for a person, who confirms it. Asked again it is `superseded`; `withdrawn` was its plugin disabled. */
export const ALLOCATION_STATUSES = ['open', 'confirmed', 'superseded', 'withdrawn'] as const;
export type AllocationStatus = (typeof ALLOCATION_STATUSES)[number];

/** Places of one kind of provision as the policy was told of them. */
export interface ToldSupply {
  readonly provisionType: string;
  readonly places: number | null;
  /** In tolerances of their framework. */
  readonly meanGain: number | null;
}

/** All that an allocation can be made again from, with its rows and what was known at the version. */
export interface AllocationFacts {
  readonly bundleDigest: string;
  readonly inputs: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly nextAssessmentPoint: string | null;
  readonly supplies: readonly ToldSupply[];
  /** SHA-256 of the round as the policy saw it, base64url. */
  readonly roundDigest: string;
  readonly snapshotVersion: number;
  readonly nodeVersion: string;
  readonly sdkVersion: string;
}

/** An order of who gets the places of a period, as a policy proposes it, until a person has confirmed it. */
@FactEntity('allocation', { resource: 'allocations', naturalKey: ['plugin', 'policyId', 'periodStart'] })
@ForeignKey(() => SchoolEntity, ['ownerId'], ['id'], { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' })
@Index('uq_allocation_id', ['id'], { unique: true })
@Index('uq_allocation_active_key', ['ownerId', 'activeKey'], { unique: true })
export class AllocationEntity extends FactRow {
  @Column({ type: 'varchar', length: 10 })
  status!: AllocationStatus;

  /** Digest of policy and period while it is open. */
  @Column({ type: 'varchar', length: 43, nullable: true })
  activeKey!: string | null;

  @Column({ type: 'varchar', length: 214 })
  plugin!: string;

  @Column({ type: 'varchar', length: 64 })
  pluginVersion!: string;

  @Column({ type: 'varchar', length: 64 })
  policyId!: string;

  @Column({ type: 'varchar', length: 10 })
  periodStart!: string;

  /** The last day. */
  @Column({ type: 'varchar', length: 10 })
  periodEnd!: string;

  /** Keys of the kinds of provision that were asked about; null for all. */
  @Column({ type: 'text', nullable: true, transformer: json })
  provisionTypes!: readonly string[] | null;

  /** The budget that pays; null where an amount was given, or nothing limits it. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  budgetId!: string | null;

  /** What could be spent on new places when the policy was asked; null where nothing limits it. */
  @Column({ type: 'integer', nullable: true })
  moneyPence!: number | null;

  /** The day as of which pupils were seen. */
  @Column({ type: 'varchar', length: 10 })
  asOf!: string;

  /** The school's version whose state was seen. */
  @Column({ type: 'integer' })
  knownVersion!: number;

  @Column({ type: 'text', transformer: json })
  facts!: AllocationFacts;

  /** Staff or client. */
  @Column({ type: 'varchar', length: 64 })
  requestedBy!: string;

  /** The named person who confirmed it. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  confirmedBy!: string | null;

  @Column({ type: 'varchar', length: 24, nullable: true })
  confirmedAt!: string | null;

  /** The one that took its place when the policy was asked again. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  supersededBy!: string | null;
}
