import type { Fault } from '../../common/errors/domain-error.js';
import { SYSTEM_OWNER } from '../../common/ids.js';
import type { Reader } from '../../database/database.js';

/** The fault of a subject's code that is known neither at the school nor to the system; null for none. */
export async function subjectFault(
  reader: Reader,
  schoolId: string,
  code: string | null,
): Promise<Fault | null> {
  if (code === null) return null;
  const found = await reader.query('select 1 from subject where owner_id in (?, ?) and code = ?', [
    schoolId,
    SYSTEM_OWNER,
    code,
  ]);
  if (found.length > 0) return null;
  return {
    pointer: '/subject',
    code: 'unknown-subject',
    detail: `No subject with the code ${code} is known at the school.`,
  };
}
