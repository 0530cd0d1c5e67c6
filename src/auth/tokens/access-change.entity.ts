import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** From which version of a client or member of staff tokens are good; those given out before have ended. */
@Entity({ name: 'access_change', withoutRowid: true })
@Index('ix_access_change_at', ['at'])
export class AccessChangeEntity {
  /** As `subjectOf` names the caller. */
  @PrimaryColumn({ type: 'varchar', length: 80 })
  subject!: string;

  @PrimaryColumn({ type: 'integer' })
  version!: number;

  @Column({ type: 'varchar', length: 24 })
  at!: string;
}
