import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A part of a bundle, in order: every process of the installation reads bundles from here. */
@Entity({ name: 'plugin_bundle_chunk', withoutRowid: true })
export class PluginBundleChunkEntity {
  @PrimaryColumn({ type: 'varchar', length: 51 })
  digest!: string;

  @PrimaryColumn({ type: 'integer' })
  part!: number;

  @Column({ type: 'blob' })
  bytes!: Buffer;
}
