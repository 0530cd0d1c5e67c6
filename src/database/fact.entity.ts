import {
  Column,
  Entity,
  EntitySchema,
  type EntitySchemaColumnOptions,
  getMetadataArgsStorage,
  PrimaryColumn,
} from 'typeorm';
import { columnName, historyIndex } from './naming.js';

/**
 * What every fact carries. The current rows of a fact lie in its table; an update or a removal copies the
 * old row into the `<table>_history` twin, so that the state known at any version can be rebuilt.
 */
export abstract class FactRow {
  /** The school, trust or system that the row belongs to. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  ownerId!: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  /** The owner's version that wrote this row: also its ETag and its place in the change feed. */
  @Column({ type: 'integer' })
  sinceVersion!: number;

  /** The instant at which this row was recorded. */
  @Column({ type: 'varchar', length: 24 })
  recordedAt!: string;
}

/** A class of entity, as decorators see it. */
export type EntityClass<E> = new () => E;

interface FactOptions {
  /** The resource's name in the change feed, as in its path. */
  readonly resource: string;
  /** Properties by which other systems know the row; tombstones carry them. */
  readonly naturalKey?: readonly string[];
}

const facts = new Map<EntityClass<unknown>, FactOptions & { readonly table: string }>();

/** Declares a fact: its table, its history twin and its name in the change feed. */
export function FactEntity(table: string, options: FactOptions): ClassDecorator {
  return (target) => {
    facts.set(target as unknown as EntityClass<unknown>, { ...options, table });
    Entity({ name: table, withoutRowid: true })(target);
  };
}

/** How the change feed names a fact. Throws for a class that is no fact. */
export function factOptions(entity: EntityClass<unknown>): FactOptions & { readonly table: string } {
  const options = facts.get(entity);
  if (!options) throw new Error(`${entity.name} is no fact`);
  return options;
}

/** Whether rows of this class are versioned facts. */
export function isFact(entity: EntityClass<unknown>): boolean {
  return facts.has(entity);
}

/** The entity of a fact's history twin, for the drift check. */
export function historySchema(entity: EntityClass<unknown>): EntitySchema {
  const { table } = factOptions(entity);
  const chain: unknown[] = [];
  for (
    let it: unknown = entity;
    typeof it === 'function' && it !== Function.prototype;
    it = Object.getPrototypeOf(it)
  ) {
    chain.push(it);
  }
  const columns = getMetadataArgsStorage()
    .columns.filter((column) => chain.includes(column.target))
    .map((column) => {
      const primary = column.options.primary === true || column.propertyName === 'sinceVersion';
      return [
        column.propertyName,
        {
          ...column.options,
          name: columnName(column.propertyName),
          primary,
          nullable: !primary && column.options.nullable === true,
        },
      ];
    });
  return new EntitySchema({
    name: `${table}_history`,
    tableName: `${table}_history`,
    withoutRowid: true,
    columns: {
      ...(Object.fromEntries(columns) as Record<string, EntitySchemaColumnOptions>),
      untilVersion: { name: 'until_version', type: 'integer' },
    },
    indices: [{ name: historyIndex(table), columns: ['id'] }],
  });
}
