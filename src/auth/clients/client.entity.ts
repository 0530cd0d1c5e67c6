import { Column, Index } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { json } from '../../database/row-codec.js';
import type { Scope } from '../scopes.js';

/** A program that calls the API. It belongs to the installation. */
@FactEntity('client', { resource: 'clients', naturalKey: ['clientId'] })
@Index('uq_client_id', ['id'], { unique: true })
@Index('uq_client_client_id', ['clientId'], { unique: true })
export class ClientEntity extends FactRow {
  @Column({ type: 'varchar', length: 64 })
  clientId!: string;

  @Column({ type: 'varchar', length: 120 })
  name!: string;

  @Column({ type: 'varchar', length: 160 })
  secretHash!: string;

  @Column({ type: 'text', transformer: json })
  scopes!: Scope[];

  /** Null sees every school of the installation. */
  @Column({ type: 'text', nullable: true, transformer: json })
  schoolIds!: string[] | null;

  /** Sees the schools of this trust, whichever they are at sign-in. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  trustId!: string | null;

  @Column({ type: 'boolean', default: false })
  enabled!: boolean;
}
