import type { ClientEntity } from './client.entity.js';

/** A program that calls the API. */
export class ClientView {
  id!: string;
  /** @example 'mis-sync' */
  clientId!: string;
  name!: string;
  scopes!: string[];
  /** Null sees every school. */
  schoolIds!: string[] | null;
  enabled!: boolean;
  /** Only in the answer that made it: it is not kept. */
  clientSecret?: string;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toClientView(row: ClientEntity): ClientView {
  const { id, clientId, name, scopes, schoolIds, enabled, recordedAt, sinceVersion } = row;
  return { id, clientId, name, scopes, schoolIds, enabled, updatedAt: recordedAt, version: sinceVersion };
}
