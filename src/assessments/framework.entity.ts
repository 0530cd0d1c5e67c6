import { Column, Index } from 'typeorm';
import { FactEntity, FactRow } from '../database/fact.entity.js';
import { json } from '../database/row-codec.js';
import type { Framework, Grade } from './frameworks/framework.js';

/** One version of an assessment framework. The system owns what ships with Espalier, a school what it made itself. */
@FactEntity('framework', { resource: 'frameworks', naturalKey: ['frameworkKey', 'frameworkVersion'] })
@Index('uq_framework_id', ['id'], { unique: true })
@Index('uq_framework_key', ['ownerId', 'frameworkKey', 'frameworkVersion'], { unique: true })
export class FrameworkEntity extends FactRow {
  @Column({ type: 'varchar', length: 60 })
  frameworkKey!: string;

  @Column({ type: 'integer' })
  frameworkVersion!: number;

  @Column({ type: 'varchar', length: 120 })
  title!: string;

  @Column({ type: 'varchar', length: 10 })
  kind!: Framework['kind'];

  /** Lowest and highest points. */
  @Column({ type: 'double' })
  minPoints!: number;

  @Column({ type: 'double' })
  maxPoints!: number;

  @Column({ type: 'double', nullable: true })
  step!: number | null;

  @Column({ type: 'text', nullable: true, transformer: json })
  grades!: Grade[] | null;

  /** −1 where lower is better. */
  @Column({ type: 'integer' })
  direction!: 1 | -1;

  @Column({ type: 'double', nullable: true })
  tolerance!: number | null;

  @Column({ type: 'boolean', default: false })
  oneOff!: boolean;

  @Column({ type: 'text', transformer: json })
  expectations!: Framework['expectations'];

  @Column({ type: 'double', nullable: true })
  higherStandard!: number | null;

  /** The plugin that brought it to the school; null for the school's own and what ships with Espalier. */
  @Column({ type: 'varchar', length: 120, nullable: true })
  contributedBy!: string | null;

  /** The first version of that plugin that brought it. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  contributedVersion!: string | null;

  /** Since when nothing new may use it: the school's plugin brings it no more. Null where it is offered. */
  @Column({ type: 'varchar', length: 24, nullable: true })
  retiredAt!: string | null;
}

/** The framework that a row holds. */
export function toFramework(row: FrameworkEntity): Framework {
  return {
    key: row.frameworkKey,
    version: row.frameworkVersion,
    title: row.title,
    kind: row.kind,
    min: row.minPoints,
    max: row.maxPoints,
    step: row.step,
    grades: row.grades,
    direction: row.direction,
    tolerance: row.tolerance,
    oneOff: row.oneOff,
    expectations: row.expectations,
    higherStandard: row.higherStandard,
  };
}

/** The columns that hold a framework. */
export function frameworkColumns(framework: Framework) {
  const { key, version, min, max, ...rest } = framework;
  return {
    ...rest,
    grades: framework.grades ? [...framework.grades] : null,
    frameworkKey: key,
    frameworkVersion: version,
    minPoints: min,
    maxPoints: max,
  };
}

/** Of a framework that no plugin brought. */
export const NOT_CONTRIBUTED = { contributedBy: null, contributedVersion: null, retiredAt: null };
