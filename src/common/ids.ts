import { v7 } from 'uuid';

/** A new UUIDv7 as text: ids made later sort later. */
export function newId(): string {
  return v7();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether the text has the form of an id; one that has not can belong to nothing. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/** Owner of what ships with Espalier: frameworks, provision types, and the installation's own clients. */
export const SYSTEM_OWNER = '00000000-0000-7000-8000-000000000000';
