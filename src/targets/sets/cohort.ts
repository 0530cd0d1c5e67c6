import { invalid } from '../../common/errors/domain-error.js';
import type { Reader } from '../../database/database.js';
import type { CohortDto } from './target-set.dto.js';

/** Pupils of one set: a year group of the largest schools. */
const MOST_PUPILS = 1000;

/** The ids of a cohort's pupils on a day, in order. Throws faults below `/cohort`. */
export async function pupilsOfCohort(
  reader: Reader,
  ownerId: string,
  { yearGroup = null, groupId = null }: CohortDto,
  on: string,
): Promise<string[]> {
  if ((yearGroup === null) === (groupId === null)) {
    throw fault('/cohort', 'one-of-two', 'A cohort is a year group or a group.');
  }
  const rows =
    yearGroup === null
      ? await ofGroup(reader, ownerId, groupId!, on)
      : await ofYear(reader, ownerId, yearGroup, on);
  const pupilIds = [...new Set(rows.map((it) => it.pupilId))].sort();
  if (pupilIds.length === 0) throw fault('/cohort', 'empty', `Nobody belongs to the cohort on ${on}.`);
  if (pupilIds.length > MOST_PUPILS) {
    throw fault(
      '/cohort',
      'too-many',
      `The cohort has ${pupilIds.length} pupils; a set takes ${MOST_PUPILS}.`,
    );
  }
  return pupilIds;
}

function ofYear(reader: Reader, ownerId: string, yearGroup: string, on: string) {
  return reader.query<{ pupilId: string }>(
    `select pupil_id as pupilId from enrolment
      where owner_id = ? and nc_year = ? and entry_date <= ? and (leaving_date is null or leaving_date >= ?)`,
    [ownerId, yearGroup, on, on],
  );
}

async function ofGroup(reader: Reader, ownerId: string, groupId: string, on: string) {
  const known = await reader.query('select 1 from pupil_group where owner_id = ? and id = ?', [
    ownerId,
    groupId,
  ]);
  if (known.length === 0) {
    throw fault('/cohort/groupId', 'unknown-group', 'No group with this id is known at the school.');
  }
  return reader.query<{ pupilId: string }>(
    `select pupil_id as pupilId from group_member
      where owner_id = ? and group_id = ? and start_date <= ? and (end_date is null or end_date >= ?)`,
    [ownerId, groupId, on, on],
  );
}

function fault(pointer: string, code: string, detail: string) {
  return invalid({ pointer, code, detail });
}
