import type { ClientEntity } from './client.entity.js';

/** A program that calls the API. */
export class ClientView {
  id!: string;
  /** @example 'mis-sync' */
  clientId!: string;
  name!: string;
  scopes!: string[];
  /** Null sees every school, or every one of the trust. */
  schoolIds!: string[] | null;
  /** Sees the schools of this trust. */
  trustId!: string | null;
  enabled!: boolean;
  /** Only in the answer that made it: it is not kept. */
  clientSecret?: string;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toClientView(row: ClientEntity): ClientView {
  const { id, clientId, name, scopes, schoolIds, trustId, enabled, recordedAt, sinceVersion } = row;
  return {
    id,
    clientId,
    name,
    scopes,
    schoolIds,
    trustId,
    enabled,
    updatedAt: recordedAt,
    version: sinceVersion,
  };
}
