import { Column, ForeignKey, Index } from 'typeorm';
import { FactEntity, FactRow } from '../database/fact.entity.js';
import { json } from '../database/row-codec.js';
import { SchoolEntity } from '../schools/school.entity.js';

/** What a school runs of a plugin: the version, what it may read, and the school's settings. */
@FactEntity('plugin_installation', { resource: 'plugin-installations', naturalKey: ['name'] })
@ForeignKey(() => SchoolEntity, ['ownerId'], ['id'], { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' })
@Index('uq_plugin_installation_id', ['id'], { unique: true })
@Index('uq_plugin_installation_name', ['ownerId', 'name'], { unique: true })
@Index('ix_plugin_installation_name', ['name'])
export class PluginInstallationEntity extends FactRow {
  @Column({ type: 'varchar', length: 120 })
  name!: string;

  @Column({ type: 'varchar', length: 64 })
  version!: string;

  /** A version that asks for more than is granted; it waits while `version` goes on. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  pendingVersion!: string | null;

  @Column({ type: 'boolean', default: false })
  enabled!: boolean;

  /** Whether changes and dates make its policies run by themselves, as their manifest names them. */
  @Column({ type: 'boolean', default: true })
  automatic!: boolean;

  /** Inputs that the plugin may read, in alphabetical order. */
  @Column({ type: 'text', transformer: json })
  grants!: string[];

  /** What the school sets; the rest has the manifest's defaults. */
  @Column({ type: 'text', transformer: json })
  settings!: Record<string, unknown>;

  /** The client, or the member of staff, that granted last; null where nothing is granted. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  grantedBy!: string | null;
}
