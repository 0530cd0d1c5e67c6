import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, rowsSeen } from '../../auth/tenancy.js';
import { invalid, notFound } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import type { Reader } from '../../database/database.js';
import { GroupMemberEntity } from '../../pupils/groups/group-member.entity.js';
import { GroupEntity } from '../../pupils/groups/group.entity.js';
import { subjectFault } from '../../schools/subjects/subject-fault.js';

/** Pupils of one round: more than any class has, and no more than go before a policy at once. */
const MOST_PUPILS = 500;

/** The group of a path. Who is nothing but a teacher asks about the groups taught today alone. */
export async function findAskedGroup(reader: Reader, ctx: RequestContext, id: string): Promise<GroupEntity> {
  const group = await findOwned(reader, ctx, GroupEntity, id);
  const { taughtOnly, staffId } = ctx.principal;
  if (!taughtOnly) return group;
  const day = today();
  const teaches = await reader.query(
    `select 1 from group_teacher where owner_id = ? and group_id = ? and staff_id = ?
      and start_date <= ? and (end_date is null or end_date >= ?) limit 1`,
    [group.ownerId, group.id, staffId, day, day],
  );
  if (teaches.length === 0) throw notFound();
  return group;
}

/** The subject that is meant: the one named, else the group's own. Throws a fault at `/subject`. */
export async function subjectOf(
  reader: Reader,
  { ownerId, subject: own }: GroupEntity,
  named: string | null | undefined,
): Promise<string> {
  const subject = named ?? own;
  if (subject === null) {
    const detail = 'The group has no subject of its own: name the one that it is taught in.';
    throw invalid({ pointer: '/subject', code: 'missing', detail });
  }
  const fault = await subjectFault(reader, ownerId, subject);
  if (fault) throw invalid(fault);
  return subject;
}

/** The ids of the pupils of a group on a day whom the token sees, in order. Throws faults at `/asOf`. */
export async function pupilsOfGroup(
  reader: Reader,
  ctx: RequestContext,
  { ownerId, id }: GroupEntity,
  on: string,
): Promise<string[]> {
  const seen = rowsSeen(ctx, GroupMemberEntity);
  const rows = await reader.query<{ pupil_id: string }>(
    `select distinct pupil_id from group_member where owner_id = ? and group_id = ?
      and start_date <= ? and (end_date is null or end_date >= ?) and ${seen.sql}`,
    [ownerId, id, on, on, ...seen.params],
  );
  const fault = (code: string, detail: string) => invalid({ pointer: '/asOf', code, detail });
  if (rows.length === 0) throw fault('empty', `Nobody is in the group on ${on}.`);
  if (rows.length > MOST_PUPILS) {
    throw fault('too-many', `The group has ${rows.length} pupils; a round takes ${MOST_PUPILS}.`);
  }
  return rows.map((it) => it.pupil_id).sort();
}
