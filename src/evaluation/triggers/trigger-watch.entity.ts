import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * How far a school's changes and dates have been looked at for a policy that runs by itself. It moves in the
 * transaction that makes the run, so that whatever is killed, each change is in one run and in no second one.
 */
@Entity({ name: 'trigger_watch', withoutRowid: true })
export class TriggerWatchEntity {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  ownerId!: string;

  /** Package and policy. */
  @PrimaryColumn({ type: 'varchar', length: 280 })
  policyKey!: string;

  @Column({ type: 'varchar', length: 214 })
  plugin!: string;

  /** The school's version up to which changes have been looked at. */
  @Column({ type: 'integer' })
  version!: number;

  /** The school day up to which dates have been looked at; null where the policy has no trigger of that kind. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  checkedOn!: string | null;
}
