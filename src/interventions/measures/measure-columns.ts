import type { InterventionEntity } from '../intervention.entity.js';

/** The columns of an intervention's measures: what both are in, and each with its date. */
export type MeasureColumns = Pick<
  InterventionEntity,
  | 'measureName'
  | 'measureFrameworkId'
  | 'measureFrameworkKey'
  | 'measureFrameworkVersion'
  | 'entryMeasure'
  | 'entryGrade'
  | 'entryDate'
  | 'entryResultId'
  | 'exitMeasure'
  | 'exitGrade'
  | 'exitDate'
  | 'exitResultId'
>;

/** Of an intervention that nobody has measured yet. */
export const NO_MEASURES: MeasureColumns = {
  measureName: null,
  measureFrameworkId: null,
  measureFrameworkKey: null,
  measureFrameworkVersion: null,
  entryMeasure: null,
  entryGrade: null,
  entryDate: null,
  entryResultId: null,
  exitMeasure: null,
  exitGrade: null,
  exitDate: null,
  exitResultId: null,
};
