import { Ground1700000000001 } from './0001-ground.js';

/** All migrations, in order. Append only: one that has shipped is never edited. */
export const MIGRATIONS = [Ground1700000000001] as const;
