import { Column, Index } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';

/** A key that the installation trusts a publisher to sign with. A revoked one stays, and is never trusted again. */
@FactEntity('publisher_key', { resource: 'publisher-keys', naturalKey: ['publisher', 'keyId'] })
@Index('uq_publisher_key_id', ['id'], { unique: true })
@Index('uq_publisher_key_name', ['publisher', 'keyId'], { unique: true })
export class PublisherKeyEntity extends FactRow {
  /** As manifests name it. */
  @Column({ type: 'varchar', length: 64 })
  publisher!: string;

  /** The key's own name, made of it. */
  @Column({ type: 'varchar', length: 22 })
  keyId!: string;

  /** Ed25519, SPKI as PEM. */
  @Column({ type: 'varchar', length: 200 })
  publicKey!: string;

  /** The client, or the member of staff, that added it. */
  @Column({ type: 'varchar', length: 64 })
  addedBy!: string;

  @Column({ type: 'varchar', length: 24, nullable: true })
  revokedAt!: string | null;

  @Column({ type: 'varchar', length: 64, nullable: true })
  revokedBy!: string | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  revocationReason!: string | null;
}
