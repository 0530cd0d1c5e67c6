import { audit } from '../../auth/audit/audit.js';
import type { RequestContext } from '../../auth/request-context.js';
import { DomainError } from '../../common/errors/domain-error.js';
import type { Database, Reader } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { AssessmentPointEntity } from '../../schools/assessment-points/assessment-point.entity.js';
import { SchoolEntity } from '../../schools/school.entity.js';
import { readGapTables, releaseGaps } from '../gaps/release-gaps.js';
import type { KnownState } from '../cohort/known-source.js';
import type { GapFigures } from '../gaps/gap-figures.js';
import type { CountFigures } from '../progress/count-tables.js';
import { coverageTables, readSupport } from '../progress/read-coverage.js';
import { readStandings } from '../progress/read-standings.js';
import { statusTables } from '../progress/status-tables.js';
import type { CutTable } from './cut-table.js';
import { InsightCellEntity } from './insight-cell.entity.js';
import { InsightReleaseEntity } from './insight-release.entity.js';
import { readLastCells } from './last-cells.js';
import { releaseCounts } from './release-counts.js';
import type { ReleasedCell } from './released-cell.js';

/**
 * Makes a release. Everything is calculated from the state at one version before anything is held; the transaction
 * only makes sure that no other release came between.
 */
export async function makeRelease(
  database: Database,
  uow: UnitOfWork,
  ctx: RequestContext,
  point: AssessmentPointEntity,
): Promise<InsightReleaseEntity> {
  const { ownerId } = point;
  const number = (await lastNumber(database, ownerId)) + 1;
  const knownVersion = await versionOf(database, ownerId);
  const cells = await cellsOf(database, point, number, knownVersion);
  return uow.run(ctx.principal, async (tx) => {
    await tx.lock(SchoolEntity, 'where id = ?', [ownerId]);
    if ((await lastNumber(tx, ownerId)) !== number - 1) {
      throw new DomainError('conflict', 'Another release of this school was made meanwhile. Send it again.');
    }
    const row = tx.insert(InsightReleaseEntity, {
      ownerId,
      assessmentPointId: point.id,
      pointName: point.name,
      date: point.date,
      number,
      knownVersion,
      shownCells: cells.filter((it) => it.status === 'shown').length,
      hiddenCells: cells.filter((it) => it.status !== 'shown').length,
      heldCells: cells.filter((it) => it.held).length,
    });
    writeCells(tx, ownerId, number, cells);
    audit(tx, { ownerId, action: 'insights.release', resource: 'insight-releases', resourceId: row.id });
    ctx.idempotency?.keepResource(tx, row);
    return row;
  });
}

async function cellsOf(
  reader: Reader,
  { ownerId, date }: AssessmentPointEntity,
  number: number,
  version: number,
): Promise<ReleasedCell[]> {
  const last = await readLastCells(reader, ownerId, async (state) => {
    const { gaps, counts } = await readTables(reader, state);
    return [...gaps, ...counts];
  });
  const { gaps, counts } = await readTables(reader, { ownerId, date, version });
  return [...releaseGaps(gaps, last, number), ...releaseCounts(counts, last, number)];
}

/** Every table of a school in a state. */
async function readTables(
  reader: Reader,
  state: KnownState,
): Promise<{ gaps: CutTable<GapFigures>[]; counts: CutTable<CountFigures>[] }> {
  const gaps = await readGapTables(reader, state);
  const standings = await readStandings(reader, state);
  const support = await readSupport(reader, state);
  return { gaps, counts: [...statusTables(standings), ...coverageTables(standings, support)] };
}

function writeCells(
  tx: Transaction,
  ownerId: string,
  releaseNumber: number,
  cells: readonly ReleasedCell[],
): void {
  for (const { group: groupKey, insight, cut, ncYear, subject, frameworkId, ...rest } of cells) {
    const { status, origin, exact, published } = rest;
    const key = { ownerId, releaseNumber, insight, cut, ncYear, subject, frameworkId, groupKey };
    tx.append(InsightCellEntity, { ...key, status, origin, exact, published });
  }
}

async function lastNumber(reader: Reader, ownerId: string): Promise<number> {
  const [row] = await reader.query<{ number: number | null }>(
    'select max(number) as number from insight_release where owner_id = ?',
    [ownerId],
  );
  return row?.number ?? 0;
}

async function versionOf(reader: Reader, ownerId: string): Promise<number> {
  const [row] = await reader.query<{ version: number }>(
    'select version from owner_version where owner_id = ?',
    [ownerId],
  );
  return row?.version ?? 0;
}
