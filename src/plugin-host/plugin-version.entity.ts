import type { Manifest } from '@espalier/sdk/manifest';
import { Column, Index } from 'typeorm';
import { FactEntity, FactRow } from '../database/fact.entity.js';
import { json } from '../database/row-codec.js';

/**
 * What is known of a stored version. `installed` may run; `quarantined` cost too many processes; `impure` answered
 * the same pupils otherwise when they were evaluated again; `tampered` has another bundle in the database than the
 * one that was installed.
 */
export type PluginVersionState = 'installed' | 'quarantined' | 'impure' | 'tampered';

/** The states in which a version does not run. */
export type StoppedState = Exclude<PluginVersionState, 'installed'>;

/** Most bytes of a manifest as it is stored: half of what the smallest text column of the databases holds. */
export const MOST_MANIFEST_BYTES = 32 * 1024;

/** A version of a plugin, of the whole installation: schools move to one and can move back. */
@FactEntity('plugin_version', { resource: 'plugins', naturalKey: ['name', 'version'] })
@Index('uq_plugin_version_id', ['id'], { unique: true })
@Index('uq_plugin_version_name', ['name', 'version'], { unique: true })
@Index('ix_plugin_version_digest', ['bundleDigest'])
export class PluginVersionEntity extends FactRow {
  /** As npm knows it, for example `@st-aldates/reading-catch-up`. */
  @Column({ type: 'varchar', length: 120 })
  name!: string;

  @Column({ type: 'varchar', length: 64 })
  version!: string;

  @Column({ type: 'varchar', length: 120 })
  displayName!: string;

  @Column({ type: 'varchar', length: 64 })
  publisher!: string;

  @Column({ type: 'text', transformer: json })
  manifest!: Manifest;

  /** `sha256-` and base64. */
  @Column({ type: 'varchar', length: 51 })
  bundleDigest!: string;

  /** Bytes. */
  @Column({ type: 'integer' })
  bundleSize!: number;

  /** Of the package that was uploaded: `sha256-` and base64. */
  @Column({ type: 'varchar', length: 51 })
  packageDigest!: string;

  /** The client, or the member of staff, that uploaded it. */
  @Column({ type: 'varchar', length: 64 })
  installedBy!: string;

  @Column({ type: 'varchar', length: 12 })
  state!: PluginVersionState;

  /** Why it may not run; null while it may. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  stateReason!: string | null;
}
