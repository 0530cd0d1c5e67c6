import type { Transaction } from '../../database/transaction.js';
import type { PupilEntity } from '../../pupils/pupil.entity.js';

/**
 * An import belongs to no school, since it may touch several, and its errors say of no school that they are its own.
 * They can quote a pupil's numbers only where whoever ran it saw the pupil's school, now or before: as its staff, or as
 * a program that sees every school, this one or its trust. Another school's own errors are left as they are, though a
 * pupil of theirs has the same UPN.
 */
const RAN_AT_SCHOOL = `(staff_id in (select s.id from staff s where s.owner_id = ?) or staff_id is null and client_id in
  (${programs('client')} union ${programs('client_history')}))`;

function programs(table: string): string {
  return `select c.client_id from ${table} c where c.school_ids like ?
    or c.school_ids is null and c.trust_id is null
    or c.trust_id in (select b.trust_id from school b where b.id = ?
        union select h.trust_id from school_history h where h.id = ?)`;
}

const QUOTED = [
  ['import_error', 'detail', `import_id in (select id from import_run where ${RAN_AT_SCHOOL})`],
  ['import_error', 'sheet_column', `import_id in (select id from import_run where ${RAN_AT_SCHOOL})`],
  ['import_run', 'first_errors', RAN_AT_SCHOOL],
  ['import_run_history', 'first_errors', RAN_AT_SCHOOL],
] as const;

/** Takes a pupil's numbers out of what errors of imports at the pupil's school quote. */
export async function forgetImportErrors(
  tx: Transaction,
  { ownerId, upn, formerUpn, uln }: PupilEntity,
): Promise<void> {
  const asProgram = [`%${ownerId}%`, ownerId, ownerId];
  for (const number of [upn, formerUpn, uln].filter((it) => it !== null)) {
    for (const [table, column, ranAtSchool] of QUOTED) {
      await tx.write(
        `update ${table} set ${column} = replace(${column}, ?, '…') where ${column} like ? and ${ranAtSchool}`,
        [number, `%${number}%`, ownerId, ...asProgram, ...asProgram],
      );
    }
  }
}
