import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The key that signs access tokens and cursors, made once for the installation, shared by its processes. */
@Entity({ name: 'signing_key', withoutRowid: true })
export class SigningKeyEntity {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  /** 256 bits, base64url. */
  @Column({ type: 'varchar', length: 64 })
  secret!: string;

  @Column({ type: 'varchar', length: 24 })
  createdAt!: string;
}
