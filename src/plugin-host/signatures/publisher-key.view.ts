import type { PublisherKeyEntity } from './publisher-key.entity.js';

/** A key that the installation trusts a publisher to sign with, or did. */
export class PublisherKeyView {
  id!: string;
  /** @example 'st-aldates' */
  publisher!: string;
  /** The key's own name, made of it, as signatures name it. @example 'q0lG8Yt1l1cSlmO0Zx2bVw' */
  keyId!: string;
  /** SPKI as PEM. */
  publicKey!: string;
  /** The client or the member of staff that added it. */
  addedBy!: string;
  /** Since when it is trusted no more. */
  revokedAt!: string | null;
  revokedBy!: string | null;
  revocationReason!: string | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  /** Version of this row: its ETag. */
  version!: number;
}

export function toPublisherKeyView(row: PublisherKeyEntity): PublisherKeyView {
  const { id, publisher, keyId, publicKey, addedBy, revokedAt, revokedBy, revocationReason } = row;
  const { recordedAt: updatedAt, sinceVersion: version } = row;
  return {
    id,
    publisher,
    keyId,
    publicKey,
    addedBy,
    revokedAt,
    revokedBy,
    revocationReason,
    updatedAt,
    version,
  };
}
