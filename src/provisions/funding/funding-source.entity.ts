import { Column, ForeignKey, Index } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { SchoolEntity } from '../../schools/school.entity.js';
import type { FUNDING_KINDS } from '../provision-words.js';

/** Where a school's money for provision comes from. */
@FactEntity('funding_source', {
  resource: 'funding-sources',
  naturalKey: ['name', 'sourceSystem', 'sourceId'],
})
@ForeignKey(() => SchoolEntity, ['ownerId'], ['id'], { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' })
@Index('uq_funding_source_id', ['id'], { unique: true })
@Index('uq_funding_source_name', ['ownerId', 'name'], { unique: true })
@Index('uq_funding_source_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
export class FundingSourceEntity extends FactRow {
  @Column({ type: 'varchar', length: 120 })
  name!: string;

  @Column({ type: 'varchar', length: 20 })
  kind!: (typeof FUNDING_KINDS)[number];

  /** May be spent on its purpose only. */
  @Column({ type: 'boolean', default: false })
  ringFenced!: boolean;

  @Column({ type: 'varchar', length: 500, nullable: true })
  note!: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
