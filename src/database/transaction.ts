import { newId } from '../common/ids.js';
import { now } from '../common/instants.js';
import type { Actor } from './actor.js';
import { ChangeEventEntity, type ChangeOperation } from './change-event.entity.js';
import type { Connection, Written } from './connection.js';
import { Reader } from './database.js';
import type { FactRow } from './fact.entity.js';
import { type EntityClass, factOptions } from './fact.entity.js';
import { type Cell, codecFor, type RawRow } from './row-codec.js';
import { insertRows } from './insert-rows.js';
import { naturalKeyOf } from './natural-key.js';
import { takeVersions } from './take-versions.js';
import { StaleRow } from './stale-row.js';

/** A new fact: all members but those that the unit of work sets. */
export type NewFact<E extends FactRow> = Omit<E, 'id' | 'sinceVersion' | 'recordedAt'> & { id?: string };

/** The members of a fact that an update may change. */
export type FactPatch<E extends FactRow> = Partial<Omit<E, keyof FactRow>>;

interface Change {
  readonly entity: EntityClass<FactRow>;
  readonly operation: ChangeOperation;
  /** The row after the change; before it for a removal. */
  readonly row: FactRow;
  /** What goes into the history; null for a row that is new or erased. */
  readonly before: FactRow | null;
  /** Set when the versions are taken. */
  version: number;
}

/**
 * Reads inside one transaction, and the changes it will write when it is flushed. Rows that will be updated
 * are read with `lock`, so that no later lock is taken than the owners' versions.
 */
export class Transaction extends Reader {
  readonly at = now();
  private readonly changes: Change[] = [];
  private readonly pending = new Set<FactRow>();
  private readonly late: { entity: EntityClass<object>; rows: () => object[] }[] = [];
  private readonly appended = new Map<EntityClass<object>, object[]>();

  constructor(
    private readonly connection: Connection,
    private readonly dialect: 'sqlite' | 'mysql',
    readonly actor: Actor,
    /**
     * A unique index or a foreign key has refused this work once. Work whose rules are all held by indexes and
     * keys may trust them at first, and look for the reason only now.
     */
    readonly refused = false,
  ) {
    super();
  }

  override query<R = RawRow>(sql: string, params: readonly Cell[] = []): Promise<R[]> {
    return this.connection.query(sql, params) as Promise<R[]>;
  }

  /** Selects rows and holds them until the end of the transaction. */
  lock<E>(entity: EntityClass<E>, tail: string, params: readonly Cell[] = []): Promise<E[]> {
    return this.select(entity, this.dialect === 'mysql' ? `${tail} for update` : tail, params);
  }

  /** The first row, or null; nobody changes it before the end of the transaction, though others may hold it so too. */
  async shareOne<E>(entity: EntityClass<E>, tail: string, params: readonly Cell[] = []): Promise<E | null> {
    const held = this.dialect === 'mysql' ? `${tail} lock in share mode` : tail;
    return (await this.select(entity, held, params))[0] ?? null;
  }

  /** The first row that nobody holds, held until the end of the transaction; null where there is none. */
  async lockFree<E>(entity: EntityClass<E>, tail: string, params: readonly Cell[] = []): Promise<E | null> {
    const held = this.dialect === 'mysql' ? `${tail} for update skip locked` : tail;
    return (await this.select(entity, held, params))[0] ?? null;
  }

  /** The first row of `lock`, or null. */
  async lockOne<E>(entity: EntityClass<E>, tail: string, params: readonly Cell[] = []): Promise<E | null> {
    return (await this.lock(entity, tail, params))[0] ?? null;
  }

  /** Adds a fact. The row handed back has its version once the unit of work has ended. */
  insert<E extends FactRow>(entity: EntityClass<E>, row: NewFact<E>): E {
    const added = { ...row, id: row.id ?? newId(), sinceVersion: 0, recordedAt: this.at } as unknown as E;
    this.note({ entity, operation: 'create', row: added, before: null, version: 0 });
    return added;
  }

  /** Changes a fact. A patch that changes nothing writes nothing and hands back the row as it is. */
  update<E extends FactRow>(entity: EntityClass<E>, before: E, patch: FactPatch<E>): E {
    if (this.pending.has(before)) return Object.assign(before, patch);
    const after = { ...before, ...patch, recordedAt: this.at } as E;
    const { columns } = codecFor(entity);
    const old = codecFor(entity).encode(before as unknown as Record<string, unknown>);
    const fresh = codecFor(entity).encode(after as unknown as Record<string, unknown>);
    const changed = columns.some((it, i) => it.property !== 'recordedAt' && old[i] !== fresh[i]);
    if (!changed) return before;
    this.note({ entity, operation: 'update', row: after, before, version: 0 });
    return after;
  }

  /** Removes a fact; its history and a tombstone in the change feed stay. */
  remove<E extends FactRow>(entity: EntityClass<E>, row: E): void {
    this.note({ entity, operation: 'delete', row, before: row, version: 0 });
  }

  /** Removes a fact for good: what it said is kept neither in its history nor in its tombstone. */
  erase<E extends FactRow>(entity: EntityClass<E>, row: E): void {
    this.note({ entity, operation: 'delete', row, before: null, version: 0 });
  }

  /** Takes back every change to facts, for a request that turned out to be refused as a whole. */
  discard(): void {
    this.changes.length = 0;
    this.pending.clear();
  }

  /** Whose facts this transaction changes. */
  changedOwners(): ReadonlySet<string> {
    return new Set(this.changes.map((it) => it.row.ownerId));
  }

  /** Adds rows of a table that is no fact: no version, no change event. */
  append<E extends object>(entity: EntityClass<E>, ...rows: E[]): void {
    const list = this.appended.get(entity) ?? [];
    this.appended.set(entity, list);
    for (const row of rows) list.push(row);
  }

  /** Adds rows that can be told only once the versions of this transaction's changes are known. */
  appendLate<E extends object>(entity: EntityClass<E>, rows: () => E[]): void {
    this.late.push({ entity, rows });
  }

  private note(change: Change): void {
    this.changes.push(change);
    this.pending.add(change.row);
  }

  /** Runs a statement on a table that is no fact, now. */
  write(sql: string, params: readonly Cell[] = []): Promise<Written> {
    return this.connection.write(sql, params);
  }

  /** Writes everything. Called once, by the unit of work. */
  async flush(): Promise<void> {
    // Before the versions are taken, so that others who wait for those wait for as little as may be.
    for (const [entity, rows] of this.appended) await insertRows(this.connection, entity, rows);
    if (this.changes.length > 0) {
      await this.takeVersions();
      await this.writeHistory();
      for (const change of this.changes) {
        if (change.operation === 'update') await this.writeUpdate(change);
        if (change.operation === 'delete') await this.writeDelete(change);
      }
      await this.writeInserts();
      await this.writeEvents();
    }
    for (const { entity, rows } of this.late) await insertRows(this.connection, entity, rows());
  }

  private async takeVersions(): Promise<void> {
    const counts = new Map<string, number>();
    for (const { row } of this.changes) counts.set(row.ownerId, (counts.get(row.ownerId) ?? 0) + 1);
    const next = await takeVersions(this.connection, this.dialect, counts, this.at);
    for (const change of this.changes) {
      const { row } = change;
      change.version = next.get(row.ownerId)!;
      next.set(row.ownerId, change.version + 1);
      if (change.operation !== 'delete') row.sinceVersion = change.version;
    }
  }

  private async writeHistory(): Promise<void> {
    for (const [entity, changes] of byEntity(this.changes.filter((it) => it.before))) {
      await insertRows(
        this.connection,
        entity,
        changes.map((it) => it.before!),
        {
          table: `${factOptions(entity).table}_history`,
          extra: { column: 'until_version', values: changes.map((it) => it.version) },
        },
      );
    }
  }

  private async writeUpdate({ entity, row, before }: Change): Promise<void> {
    const codec = codecFor(entity);
    const sets: string[] = [];
    const params: Cell[] = [];
    for (const column of codec.columns) {
      const cell = codec.encodeCell(column, (row as unknown as Record<string, unknown>)[column.property]);
      const old = codec.encodeCell(column, (before as unknown as Record<string, unknown>)[column.property]);
      if (cell === old) continue;
      sets.push(`${column.name} = ?`);
      params.push(cell);
    }
    const where = keyCondition(entity, before!);
    const { affected } = await this.connection.write(
      `update ${codec.table} set ${sets.join(', ')} where ${where.sql}`,
      [...params, ...where.params],
    );
    if (affected !== 1) throw new StaleRow(`${codec.table} ${row.id}`);
  }

  private async writeDelete({ entity, row }: Change): Promise<void> {
    const where = keyCondition(entity, row);
    const { affected } = await this.connection.write(
      `delete from ${codecFor(entity).table} where ${where.sql}`,
      where.params,
    );
    if (affected !== 1) throw new StaleRow(`${codecFor(entity).table} ${row.id}`);
  }

  private async writeInserts(): Promise<void> {
    for (const [entity, changes] of byEntity(this.changes.filter((it) => it.operation === 'create'))) {
      await insertRows(
        this.connection,
        entity,
        changes.map((it) => it.row),
      );
    }
  }

  private async writeEvents(): Promise<void> {
    const events = this.changes.map(({ entity, operation, row, before, version }): ChangeEventEntity => {
      const { resource, naturalKey } = factOptions(entity);
      const erased = operation === 'delete' && before === null;
      return {
        ownerId: row.ownerId,
        version,
        at: row.ownerId,
        resource,
        resourceId: row.id,
        operation,
        naturalKey: erased ? null : naturalKeyOf(row as unknown as Record<string, unknown>, naturalKey),
        clientId: this.actor.clientId,
        staffId: this.actor.staffId,
      };
    });
    // The instant is the owner's own, which never goes back, even where the clock does.
    const at = '(select v.at from owner_version v where v.owner_id = ?)';
    await insertRows(this.connection, ChangeEventEntity, events, { expressions: { at } });
  }
}

function byEntity(changes: readonly Change[]): Map<EntityClass<FactRow>, Change[]> {
  return Map.groupBy(changes, (it) => it.entity);
}

function keyCondition(entity: EntityClass<FactRow>, row: FactRow): { sql: string; params: Cell[] } {
  const codec = codecFor(entity);
  const keys = codec.columns.filter((it) => it.primary || it.property === 'sinceVersion');
  return {
    sql: keys.map((it) => `${it.name} = ?`).join(' and '),
    params: keys.map((it) => (row as unknown as Record<string, Cell>)[it.property]!),
  };
}
