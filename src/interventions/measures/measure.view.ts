import type { MeasureColumns } from './measure-columns.js';

/** The framework version that a measure is in. */
export class MeasureFrameworkView {
  id!: string;
  /** @example 'standardised' */
  key!: string;
  /** @example 1 */
  version!: number;
}

/** Where a pupil stood on a day. */
export class MeasureView {
  /** The result that it was taken from, where it was. */
  resultId!: string | null;
  framework!: MeasureFrameworkView | null;
  /** What is measured, where it is in no framework. @example null */
  name!: string | null;
  /** In the framework's points. @example 95 */
  points!: number;
  /** Of a graded framework. @example null */
  grade!: string | null;
  /** @example '2026-09-07' */
  date!: string | null;
}

export function toMeasureView(row: MeasureColumns, side: 'entry' | 'exit'): MeasureView | null {
  const points = row[`${side}Measure`];
  if (points === null) return null;
  const { measureFrameworkId: id, measureFrameworkKey: key, measureFrameworkVersion: version } = row;
  return {
    resultId: row[`${side}ResultId`],
    framework: id !== null && key !== null && version !== null ? { id, key, version } : null,
    name: row.measureName,
    points,
    grade: row[`${side}Grade`],
    date: row[`${side}Date`],
  };
}
