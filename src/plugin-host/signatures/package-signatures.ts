import { checkSignature, readPublisherKey, type SignableContent } from '@espalier/sdk/manifest';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../../common/errors/domain-error.js';
import type { Config } from '../../config/config.js';
import { APP_CONFIG } from '../../config/config.token.js';
import type { Reader } from '../../database/database.js';
import { Database } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { PublisherKeyEntity } from './publisher-key.entity.js';
import { type JudgedSignature, judgeSignature, signatureFault } from './signature-rules.js';

/** Holds the signatures of packages against the keys that the installation trusts. */
@Injectable()
export class PackageSignatures {
  constructor(
    private readonly database: Database,
    @Inject(APP_CONFIG) private readonly config: Config,
  ) {}

  /** How a package is signed. Throws `signature-refused` where it may not be installed for that. */
  async judge(content: SignableContent): Promise<JudgedSignature> {
    const { publisher } = content.manifest;
    const rows = await keysOf(this.database, publisher);
    // A revoked key is among them: its signature is told apart from that of a key nobody knows.
    const check = checkSignature(
      content,
      rows.flatMap((row) => {
        const reading = readPublisherKey(row.publisher, row.publicKey);
        return reading.ok ? [reading.key] : [];
      }),
    );
    const judged = judgeSignature(check, (keyId) =>
      rows.some((it) => it.keyId === keyId && it.revokedAt !== null),
    );
    const fault = signatureFault(check, judged, this.config.pluginTrust);
    if (fault) throw new DomainError('signature-refused', fault.detail, [fault]);
    return judged!;
  }

  /** Holds the key that a package is signed with, so that it is not revoked meanwhile. Throws `signature-refused`. */
  async hold(tx: Transaction, publisher: string, { status, keyId }: JudgedSignature): Promise<void> {
    if (status !== 'signed') return;
    const row = await tx.shareOne(PublisherKeyEntity, 'where publisher = ? and key_id = ?', [
      publisher,
      keyId,
    ]);
    if (row?.revokedAt === null) return;
    const detail = `It is signed with the key ${keyId}, which was revoked just now.`;
    throw new DomainError('signature-refused', detail);
  }
}

function keysOf(reader: Reader, publisher: string): Promise<PublisherKeyEntity[]> {
  return reader.select(PublisherKeyEntity, 'where publisher = ?', [publisher]);
}
