import type { Manifest } from '@espalier/sdk/manifest';
import { Column, Index } from 'typeorm';
import { FactEntity, FactRow } from '../database/fact.entity.js';
import { json } from '../database/row-codec.js';
import type { StoredSignature } from './signatures/signature-rules.js';

/**
 * What is known of a stored version. `installed` may run; `quarantined` cost too many processes; `impure` answered
 * the same pupils otherwise when they were evaluated again; `tampered` has another bundle in the database than the
 * one that was installed.
 */
export type PluginVersionState = 'installed' | 'quarantined' | 'impure' | 'tampered';

/** The states in which a version does not run. */
export type StoppedState = Exclude<PluginVersionState, 'installed'>;

/** Why a version that is stored does not run: its state, or the way it is signed. */
export type RefusedState = StoppedState | 'untrusted';

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

  /** How it is signed; null for one that was stored before signatures were looked at. */
  @Column({ type: 'varchar', length: 12, nullable: true })
  signature!: StoredSignature | null;

  /** The key that it is signed with, where there is one. */
  @Column({ type: 'varchar', length: 22, nullable: true })
  keyId!: string | null;

  /** Why it does not run for the way it is signed; null where it may. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  untrusted!: string | null;

  /** The registry that it was first fetched from; null for one that was uploaded. */
  @Column({ type: 'varchar', length: 300, nullable: true })
  registry!: string | null;
}
