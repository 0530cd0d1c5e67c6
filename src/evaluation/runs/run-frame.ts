import { tenWeeksBack } from '../../assessments/attendance/last-ten-weeks.js';
import { openWeeks } from '../../assessments/attendance/open-weeks.js';
import type { Reader } from '../../database/database.js';
import { readCalendars, type ReadRows } from '../../schools/academic-years/read-calendars.js';
import { SchoolCalendar } from '../snapshots/school-calendar.js';
import type { SnapshotFrame } from '../snapshots/snapshot-reader.js';
import { wantedInputs } from '../snapshots/wanted-inputs.js';
import { frameworksOf } from './run-frameworks.js';

/** What a run's snapshots are read by. */
export type RunSight = Pick<SnapshotFrame, 'asOf' | 'knownVersion' | 'inputs' | 'snapshotVersion'>;

/** Reads, once for a run and policy, what the snapshots of all pupils share: nothing that no input needs. */
export async function frameOf(reader: Reader, ownerId: string, run: RunSight): Promise<SnapshotFrame> {
  const { asOf, knownVersion, inputs, snapshotVersion } = run;
  const wanted = wantedInputs(inputs);
  const read = readKnown(reader, knownVersion);
  const [frameworks, schoolWeeks, calendars] = await Promise.all([
    frameworksOf(reader, ownerId),
    wanted.attendance ? openWeeks(read, ownerId, asOf, tenWeeksBack(asOf)) : [],
    wanted.sen || wanted.plans ? readCalendars(read, ownerId, null, asOf) : [],
  ]);
  const calendar = new SchoolCalendar(calendars, asOf);
  return { asOf, knownVersion, inputs, snapshotVersion, frameworks, schoolWeeks, calendar };
}

/** Reads rows as they were known at a version. */
function readKnown(reader: Reader, version: number): ReadRows {
  return (table, columns, where, params) =>
    reader.query(
      `select ${columns} from ${table} where ${where} and since_version <= ?
       union select ${columns} from ${table}_history
        where ${where} and since_version <= ? and until_version > ?`,
      [...params, version, ...params, version, version],
    );
}
