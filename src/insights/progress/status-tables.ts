import type { CutTable } from '../releases/cut-table.js';
import { type CountFigures, countTables } from './count-tables.js';
import type { PupilStanding } from './read-standings.js';
import { FRESHNESS, STANDINGS } from './standing.js';

/** The tables of trajectory status: judgements, and how many of those judged are stale. */
export function statusTables(standings: readonly PupilStanding[]): CutTable<CountFigures>[] {
  const judged = standings.filter((it) => it.standing !== 'noResult' && it.standing !== 'notJudged');
  return [
    ...countTables(
      'trajectory-status',
      'judgement',
      STANDINGS,
      standings.map((it) => ({ ...it, values: [it.standing] })),
    ),
    ...countTables(
      'trajectory-status',
      'freshness',
      FRESHNESS,
      judged.map((it) => ({ ...it, values: [it.stale ? 'stale' : 'fresh'] })),
    ),
  ];
}
