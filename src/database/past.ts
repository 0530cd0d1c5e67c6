import type { ChangeOperation } from './change-event.entity.js';
import type { EntityClass, FactRow } from './fact.entity.js';
import type { FactPatch, NewFact } from './transaction.js';

/** One change of a past, with the row after it (before it for a removal). */
export interface PastChange {
  readonly entity: EntityClass<FactRow>;
  readonly operation: ChangeOperation;
  /** The instant at which it was recorded. */
  readonly at: string;
  readonly row: FactRow;
  /** The change that replaced or removed the row; null while it stands. */
  next: PastChange | null;
  /** Its place among the owner's changes from 1, set when the past is written. */
  version: number;
}

/** A fact of a past: its newest row, to be changed further. */
export interface PastFact<E extends FactRow> {
  readonly row: E;
  readonly change: PastChange;
}

/**
 * An owner's whole past, told change by change with the instants at which each was recorded, in any order of time;
 * those of one instant come in the order in which they are told. A table is told after those that its foreign
 * keys lead to.
 */
export class Past {
  readonly changes: PastChange[] = [];

  constructor(
    readonly ownerId: string,
    /** An id of a row that is recorded at an instant. */
    private readonly newId: (at: string) => string,
  ) {}

  create<E extends FactRow>(
    entity: EntityClass<E>,
    at: string,
    members: Omit<NewFact<E>, 'ownerId'>,
  ): PastFact<E> {
    const row = {
      ...members,
      ownerId: this.ownerId,
      id: members.id ?? this.newId(at),
      sinceVersion: 0,
      recordedAt: at,
    } as unknown as E;
    return this.tell(entity, 'create', at, row);
  }

  /** Changes a fact after its newest change. Throws for an instant before that. */
  update<E extends FactRow>(fact: PastFact<E>, at: string, patch: FactPatch<E>): PastFact<E> {
    return this.follow(fact, 'update', at, { ...fact.row, ...patch, recordedAt: at });
  }

  /** Removes a fact; its history and a tombstone stay. Throws for an instant before its newest change. */
  remove<E extends FactRow>(fact: PastFact<E>, at: string): void {
    this.follow(fact, 'delete', at, fact.row);
  }

  private follow<E extends FactRow>(
    { change }: PastFact<E>,
    operation: ChangeOperation,
    at: string,
    row: E,
  ): PastFact<E> {
    if (at < change.at || change.next !== null) {
      throw new RangeError(`${change.entity.name} ${row.id} changes at ${at}, before its newest change`);
    }
    const after = this.tell(change.entity as EntityClass<E>, operation, at, row);
    change.next = after.change;
    return after;
  }

  private tell<E extends FactRow>(
    entity: EntityClass<E>,
    operation: ChangeOperation,
    at: string,
    row: E,
  ): PastFact<E> {
    const change: PastChange = { entity, operation, at, row, next: null, version: 0 };
    this.changes.push(change);
    return { row, change };
  }
}
