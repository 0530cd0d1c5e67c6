import type { Fault } from '../../common/errors/domain-error.js';
import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';

/** The members of staff that bodies name, read with a few queries for all of them. */
export class KnownStaff {
  private constructor(private readonly schools: ReadonlyMap<string, string>) {}

  static async read(reader: Reader, ids: Iterable<string | null | undefined>): Promise<KnownStaff> {
    const schools = new Map<string, string>();
    const named = [...ids].filter((it): it is string => typeof it === 'string');
    for (const part of inParts(named)) {
      const rows = await reader.query<{ id: string; ownerId: string }>(
        `select id, owner_id as ownerId from staff where id in (${places(part.length)})`,
        part,
      );
      for (const { id, ownerId } of rows) schools.set(id, ownerId);
    }
    return new KnownStaff(schools);
  }

  /** The fault of an id that is no member of the school's staff. */
  faults(schoolId: string, id: string | null | undefined, pointer: string): Fault[] {
    if (id === null || id === undefined || this.schools.get(id) === schoolId) return [];
    const detail = 'No member of staff with this id is known at the pupil’s school.';
    return [{ pointer, code: 'unknown-staff', detail }];
  }
}
