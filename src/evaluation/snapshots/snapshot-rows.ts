/** Rows as the snapshot reads them: the columns it needs and no more, named as in the database. */

export const RESULT_COLUMNS =
  'pupil_id, subject, framework_key, framework_version, date, grade, outcome, points, status, result_source';

export interface ResultRow {
  readonly pupil_id: string;
  readonly subject: string;
  readonly framework_key: string;
  readonly framework_version: number;
  readonly date: string;
  readonly grade: string | null;
  readonly outcome: string | null;
  readonly points: number | null;
  readonly status: 'E' | 'I' | 'P' | 'R' | 'T';
  readonly result_source: 'test' | 'teacher';
}

export const TARGET_COLUMNS =
  'id, pupil_id, subject, framework_id, framework_key, framework_version, baseline_date, baseline, target, due, checkpoints, status';

export interface TargetRow {
  readonly id: string;
  readonly pupil_id: string;
  readonly subject: string;
  readonly framework_id: string;
  readonly framework_key: string;
  readonly framework_version: number;
  readonly baseline_date: string;
  /** Points. */
  readonly baseline: number;
  /** Points. */
  readonly target: number;
  readonly due: string;
  /** JSON. */
  readonly checkpoints: string | null;
  readonly status: string;
}

export const INTERVENTION_COLUMNS =
  'id, pupil_id, subject, provision_type_id, provision_type_key, provision_id, wave, status, start_date, end_date, ' +
  'ended_on, measure_framework_id, entry_measure, exit_measure, exit_date';

export interface InterventionRow {
  readonly id: string;
  readonly pupil_id: string;
  readonly subject: string | null;
  readonly provision_type_id: string;
  readonly provision_type_key: string;
  readonly provision_id: string | null;
  readonly wave: 1 | 2 | 3;
  readonly status: 'proposed' | 'agreed' | 'active' | 'reviewed' | 'closed' | 'declined';
  readonly start_date: string | null;
  readonly end_date: string | null;
  readonly ended_on: string | null;
  readonly measure_framework_id: string | null;
  readonly entry_measure: number | null;
  readonly exit_measure: number | null;
  readonly exit_date: string | null;
}

export interface EnrolmentRow {
  readonly pupil_id: string;
  readonly nc_year: string;
}

export const SESSION_COLUMNS = 'intervention_id, pupil_id, date, minutes, attended, absence_reason';

export interface SessionRow {
  readonly intervention_id: string;
  readonly pupil_id: string;
  readonly date: string;
  readonly minutes: number;
  readonly attended: number | boolean;
  readonly absence_reason: string | null;
}
