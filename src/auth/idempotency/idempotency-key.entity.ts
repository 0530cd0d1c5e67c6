import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A request that was carried out, kept for 24 hours: what it made is rendered again from id and version. */
@Entity({ name: 'idempotency_key', withoutRowid: true })
@Index('ix_idempotency_key_created_at', ['createdAt'])
export class IdempotencyKeyEntity {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  clientId!: string;

  /** Method and path of the route with its parameters filled in. */
  @PrimaryColumn({ type: 'varchar', length: 200 })
  route!: string;

  @PrimaryColumn({ type: 'varchar', length: 128 })
  idempotencyKey!: string;

  /** SHA-256 of the body, hexadecimal. */
  @Column({ type: 'varchar', length: 64 })
  bodyHash!: string;

  @Column({ type: 'varchar', length: 36 })
  resourceId!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'varchar', length: 24 })
  createdAt!: string;
}

/** A part of the outcomes of a batch request, in order; their texts joined are one JSON document. */
@Entity({ name: 'idempotency_part', withoutRowid: true })
export class IdempotencyPartEntity {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  clientId!: string;

  @PrimaryColumn({ type: 'varchar', length: 200 })
  route!: string;

  @PrimaryColumn({ type: 'varchar', length: 128 })
  idempotencyKey!: string;

  @PrimaryColumn({ type: 'integer' })
  part!: number;

  @Column({ type: 'text' })
  body!: string;
}
