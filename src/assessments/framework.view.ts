import { ApiProperty } from '@nestjs/swagger';
import { ContributedByView, toContributedByView } from '../common/brought.js';
import { SYSTEM_OWNER } from '../common/ids.js';
import { type FrameworkEntity, toFramework } from './framework.entity.js';
import type { Framework } from './frameworks/framework.js';

/** A grade with its place on the scale. */
export class GradeView {
  /** @example 'EXS' */
  grade!: string;
  /** Comparable within the framework only. @example 8 */
  points!: number;
}

/** One version of an assessment framework: how attainment is recorded, and what is expected. */
export class FrameworkView {
  id!: string;
  /** The school that has it; null for what ships with Espalier. @example null */
  schoolId!: string | null;
  /** @example 'twenty' */
  key!: string;
  /** Counts the versions of the key, from 1. @example 1 */
  frameworkVersion!: number;
  /** @example 'Grade 0 to 20' */
  title!: string;
  /** @example 'numeric' */
  kind!: string;
  /** The lowest points. @example 0 */
  min!: number;
  /** The highest points. @example 20 */
  max!: number;
  /** Numeric: values are min, min + step, … Null for graded ones. @example 1 */
  step!: number | null;
  /** Graded: from the lowest to the highest. Null for numeric ones, where a value is its points. */
  grades!: GradeView[] | null;
  /** −1 where a lower value is better. @example 1 */
  direction!: number;
  /** How far from the expected value is still on trajectory, in points; null: not judged. @example 1 */
  tolerance!: number | null;
  /** A check taken once, without a trajectory. @example false */
  oneOff!: boolean;
  /** Age-related expectation in points by National Curriculum year. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' }, example: { 7: 10 } })
  expectations!: Framework['expectations'];
  /** In points, in the years that have an expectation. @example 16 */
  higherStandard!: number | null;
  /** The plugin that brought it; null for a school's own and what ships with Espalier. @example null */
  contributedBy!: ContributedByView | null;
  /**
   * Since when nothing new may use it, because the school's plugin is off or brings it no more; null where it is
   * offered. What is recorded in it stays. @example null
   */
  retiredAt!: string | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toFrameworkView(row: FrameworkEntity): FrameworkView {
  const { version, grades, ...framework } = toFramework(row);
  return {
    id: row.id,
    schoolId: row.ownerId === SYSTEM_OWNER ? null : row.ownerId,
    ...framework,
    frameworkVersion: version,
    grades: grades ? [...grades] : null,
    contributedBy: toContributedByView(row),
    retiredAt: row.retiredAt,
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}
