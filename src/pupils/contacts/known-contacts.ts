import type { Fault } from '../../common/errors/domain-error.js';
import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { ContactEntity } from './contact.entity.js';

/** The contacts that bodies name, read with a few queries for all of them. */
export class KnownContacts {
  private constructor(private readonly contacts: ReadonlyMap<string, ContactEntity>) {}

  static async read(reader: Reader, ids: Iterable<string | null | undefined>): Promise<KnownContacts> {
    const contacts = new Map<string, ContactEntity>();
    const named = [...ids].filter((it): it is string => typeof it === 'string');
    for (const part of inParts(named)) {
      const rows = await reader.select(ContactEntity, `where id in (${places(part.length)})`, part);
      for (const row of rows) contacts.set(row.id, row);
    }
    return new KnownContacts(contacts);
  }

  /** The fault of an id that is no contact of the pupil's. */
  faults(pupilId: string, id: string | null | undefined, pointer: string): Fault[] {
    if (id === null || id === undefined || this.contacts.get(id)?.pupilId === pupilId) return [];
    return [{ pointer, code: 'unknown-contact', detail: 'The pupil has no contact with this id.' }];
  }

  /** Whether a contact has parental responsibility. */
  hasResponsibility(id: string): boolean {
    return this.contacts.get(id)?.parentalResponsibility ?? false;
  }
}
