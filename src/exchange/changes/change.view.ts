import type { ChangeEventEntity } from '../../database/change-event.entity.js';

/** One change of one row. A deletion is a tombstone: its natural key tells what is gone. */
export class ChangeView {
  /** One more for each change of the school, without gaps, in the order of commit. */
  version!: number;
  at!: string;
  /** @example 'pupils' */
  resource!: string;
  resourceId!: string;
  /** `create`, `update` or `delete`. @example 'update' */
  operation!: string;
  /** What other systems know the row by, for example its UPN and source key. */
  naturalKey!: Record<string, unknown> | null;
  clientId!: string;
  staffId!: string | null;
}

/** Changes of a school after a version. */
export class ChangesView {
  data!: ChangeView[];
  /** The version to ask from next time. */
  next!: number;
  /** Whether there are more now. */
  more!: boolean;
}

export function toChangeView(row: ChangeEventEntity): ChangeView {
  const { version, at, resource, resourceId, operation, naturalKey, clientId, staffId } = row;
  return { version, at, resource, resourceId, operation, naturalKey, clientId, staffId };
}
