import { Column, ForeignKey, Index } from 'typeorm';
import { FactEntity, FactRow } from '../database/fact.entity.js';
import { json } from '../database/row-codec.js';
import type { FundingLine } from './costs/funding.js';
import { SchoolEntity } from '../schools/school.entity.js';
import type { PROVISION_STAFF_ROLES } from './provision-words.js';

/** One who delivers a provision: a member of staff, or somebody from outside by name. */
export interface ProvisionStaff {
  readonly staffId: string | null;
  readonly name: string | null;
  readonly role: (typeof PROVISION_STAFF_ROLES)[number];
}

/** What is bought for a provision. */
export interface ProvisionResource {
  readonly name: string;
  readonly pence: number;
}

/** A running group, or one to one: places in a kind of provision between two dates. */
@FactEntity('provision', {
  resource: 'provisions',
  naturalKey: ['name', 'startDate', 'sourceSystem', 'sourceId'],
})
@ForeignKey(() => SchoolEntity, ['ownerId'], ['id'], { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' })
@Index('uq_provision_id', ['id'], { unique: true })
@Index('uq_provision_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
@Index('ix_provision_recorded_at', ['ownerId', 'recordedAt'])
export class ProvisionEntity extends FactRow {
  @Column({ type: 'varchar', length: 36 })
  provisionTypeId!: string;

  @Column({ type: 'varchar', length: 120 })
  name!: string;

  /** A subject's code; null where the provision is not about one. */
  @Column({ type: 'varchar', length: 40, nullable: true })
  subject!: string | null;

  @Column({ type: 'varchar', length: 36, nullable: true })
  leadStaffId!: string | null;

  @Column({ type: 'varchar', length: 10 })
  startDate!: string;

  /** The last day; after the start. */
  @Column({ type: 'varchar', length: 10 })
  endDate!: string;

  /** Places held at once. */
  @Column({ type: 'integer' })
  capacity!: number;

  /** Weeks in which it is held. Null: as its kind says; so are the next two. */
  @Column({ type: 'integer', nullable: true })
  weeks!: number | null;

  @Column({ type: 'integer', nullable: true })
  sessionsPerWeek!: number | null;

  /** Of one session. */
  @Column({ type: 'integer', nullable: true })
  sessionMinutes!: number | null;

  @Column({ type: 'text', nullable: true, transformer: json })
  staff!: ProvisionStaff[] | null;

  /** What an hour with the group costs; set with the next two or not at all. */
  @Column({ type: 'integer', nullable: true })
  ratePerHourPence!: number | null;

  @Column({ type: 'integer', nullable: true })
  rateRoundUpMinutes!: number | null;

  @Column({ type: 'integer', nullable: true })
  rateMinimumMinutes!: number | null;

  /** What it costs however many sessions are held. Null: not known. */
  @Column({ type: 'integer', nullable: true })
  fixedPence!: number | null;

  @Column({ type: 'text', nullable: true, transformer: json })
  resources!: ProvisionResource[] | null;

  /** Shares that sum to 10,000 basis points; null where nothing is said. */
  @Column({ type: 'text', nullable: true, transformer: json })
  funding!: FundingLine[] | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
