import { bundleDigest } from '@espalier/sdk/manifest';
import type { Reader } from '../database/database.js';
import type { Transaction } from '../database/transaction.js';
import { PluginBundleChunkEntity } from './plugin-bundle-chunk.entity.js';

/** Below the 65,535 bytes of the smallest blob column of the databases. */
const BYTES_OF_A_CHUNK = 48_000;

/** Stores a bundle under its digest, once for all the versions that share it. */
export async function storeBundle(tx: Transaction, digest: string, bundle: string): Promise<void> {
  if ((await loadBundle(tx, digest)) !== null) return;
  await removeBundle(tx, digest);
  const bytes = Buffer.from(bundle);
  for (let part = 0; part * BYTES_OF_A_CHUNK < bytes.length; part++) {
    const piece = bytes.subarray(part * BYTES_OF_A_CHUNK, (part + 1) * BYTES_OF_A_CHUNK);
    // One statement each: a bundle may be larger than the packet that a server takes.
    await tx.write('insert into plugin_bundle_chunk (digest, part, bytes) values (?, ?, ?)', [
      digest,
      part,
      piece,
    ]);
  }
}

/** The text of a bundle; null where what is stored is not what the digest says. */
export async function loadBundle(reader: Reader, digest: string): Promise<string | null> {
  const chunks = await reader.select(PluginBundleChunkEntity, 'where digest = ? order by part', [digest]);
  const bytes = Buffer.concat(chunks.map((it) => it.bytes));
  return bundleDigest(bytes) === digest ? bytes.toString('utf8') : null;
}

export async function removeBundle(tx: Transaction, digest: string): Promise<void> {
  await tx.write('delete from plugin_bundle_chunk where digest = ?', [digest]);
}
