import { Injectable } from '@nestjs/common';
import type { EntityMetadata } from 'typeorm';
import { Database } from '../database/database.js';
import { type EntityClass, factOptions, isFact } from '../database/fact.entity.js';
import { PupilEntity } from '../pupils/pupil.entity.js';

/** A table with rows about pupils. */
export interface RecordTable {
  readonly entity: EntityClass<object>;
  readonly table: string;
  /** As the change feed names it; the table's name where rows have no versions. */
  readonly resource: string;
  /** Versioned, with a history twin. */
  readonly fact: boolean;
  /** The column with the pupil's id. */
  readonly pupilColumn: 'pupil_id' | 'id';
}

/**
 * Every table that names a pupil, told by the schema itself, so that none is forgotten where a record is shown or
 * erased. What refers to others comes before them; the pupil comes last.
 */
@Injectable()
export class RecordTables {
  readonly all: readonly RecordTable[];

  constructor(database: Database) {
    const about = database.open.dataSource.entityMetadatas.filter(
      (it) => typeof it.target === 'function' && (it.target === PupilEntity || namesPupil(it)),
    );
    this.all = childrenFirst(about).map(toRecordTable);
  }
}

function namesPupil({ columns }: EntityMetadata): boolean {
  return columns.some((it) => it.propertyName === 'pupilId');
}

function childrenFirst(tables: readonly EntityMetadata[]): EntityMetadata[] {
  const ordered: EntityMetadata[] = [];
  const visit = (table: EntityMetadata): void => {
    if (ordered.includes(table)) return;
    for (const it of tables) {
      const refers = it.foreignKeys.some((key) => key.referencedEntityMetadata === table);
      if (refers && it !== table) visit(it);
    }
    ordered.push(table);
  };
  for (const it of tables) visit(it);
  return ordered;
}

function toRecordTable({ target, tableName }: EntityMetadata): RecordTable {
  const entity = target as EntityClass<object>;
  const fact = isFact(entity);
  return {
    entity,
    table: tableName,
    resource: fact ? factOptions(entity).resource : tableName.replaceAll('_', '-'),
    fact,
    pupilColumn: entity === PupilEntity ? 'id' : 'pupil_id',
  };
}
