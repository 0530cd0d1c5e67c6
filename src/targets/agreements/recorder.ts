import type { RequestContext } from '../../auth/request-context.js';
import { StaffEntity } from '../../auth/staff/staff.entity.js';
import { invalid } from '../../common/errors/domain-error.js';
import type { Transaction } from '../../database/transaction.js';

/**
 * The member of staff who writes something down: the one who signed in, or the one whom a program names. Throws a fault
 * at `/recordedBy` where there is none, or none at the school, or where a person names another.
 */
export async function recorderOf(
  tx: Transaction,
  { principal }: RequestContext,
  schoolId: string,
  named: string | undefined,
): Promise<StaffEntity> {
  const id = principal.staffId ?? named;
  if (id === undefined) {
    throw fault('missing', 'A program names the member of staff who recorded it.');
  }
  if (principal.staffId !== null && named !== undefined && named !== principal.staffId) {
    throw fault('not-yourself', 'A person records under their own name.');
  }
  const staff = await tx.selectOne(StaffEntity, 'where owner_id = ? and id = ?', [schoolId, id]);
  if (!staff) throw fault('unknown-staff', 'No member of staff with this id is known at the school.');
  return staff;
}

function fault(code: string, detail: string) {
  return invalid({ pointer: '/recordedBy', code, detail });
}
