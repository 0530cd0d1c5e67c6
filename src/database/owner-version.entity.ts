import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * The version of each owner: one more for each change. No foreign key refers to it (with one, concurrent
 * writers deadlock), and it is the last lock taken before the rows of a transaction are written, so that
 * version order is commit order without gaps.
 */
@Entity({ name: 'owner_version', withoutRowid: true })
export class OwnerVersionEntity {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  ownerId!: string;

  @Column({ type: 'integer' })
  version!: number;

  /** Instant of the newest version; never goes back, even where the clock does. */
  @Column({ type: 'varchar', length: 24 })
  at!: string;
}
