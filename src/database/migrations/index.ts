import { Ground1700000000001 } from './0001-ground.js';
import { Provisions1700000000003 } from './0003-provisions.js';

/** All migrations, in order. Append only: one that has shipped is never edited. */
export const MIGRATIONS = [Ground1700000000001, Provisions1700000000003] as const;
