import { FrameworkEntity } from '../assessments/framework.entity.js';
import { today } from '../common/instants.js';
import { places, type Reader } from '../database/database.js';
import { inParts } from '../database/in-parts.js';
import { agreedBy } from './agreements/agreed-by.js';
import { AgreementEntity } from './agreements/agreement.entity.js';
import { standingOf, type TargetStanding } from './standing.js';
import type { TargetEntity } from './target.entity.js';
import { type TargetView, toTargetView } from './target.view.js';
import { toTrajectoryTarget } from './trajectory-facts.js';
import { type TargetResult, targetResults } from './target-results.js';

/**
 * Targets as they are shown: values as grades where their frameworks are graded, who agrees, and how they stand on a
 * date. What lies beside the rows is read once for all of them.
 */
export async function targetViews(
  reader: Reader,
  rows: readonly TargetEntity[],
  knownAt: string | null = null,
  asOf: string = today(),
): Promise<TargetView[]> {
  const frameworks = await readFrameworks(reader, rows, knownAt);
  const [agreements, standing] = await Promise.all([
    readAgreements(reader, rows, knownAt),
    standingsIn(frameworks, reader, rows, knownAt, asOf),
  ]);
  return rows.map((row, i) =>
    toTargetView(row, frameworks.get(row.frameworkId) ?? { grades: null }, {
      agreedBy: agreedBy(agreements.get(row.id) ?? []),
      standing: standing[i]!,
    }),
  );
}

/** How targets stand on a date, in their order; null for those that stand no way. */
export async function standings(
  reader: Reader,
  rows: readonly TargetEntity[],
  knownAt: string | null = null,
  asOf: string = today(),
): Promise<(TargetStanding | null)[]> {
  return standingsIn(await readFrameworks(reader, rows, knownAt), reader, rows, knownAt, asOf);
}

async function standingsIn(
  frameworks: ReadonlyMap<string, FrameworkEntity>,
  reader: Reader,
  rows: readonly TargetEntity[],
  knownAt: string | null,
  asOf: string,
): Promise<(TargetStanding | null)[]> {
  const results = await targetResults(reader, rows.filter(stands), asOf, knownAt);
  return rows.map((row) => {
    const framework = frameworks.get(row.frameworkId);
    return framework && stands(row) ? standingOn(row, framework, results.get(row.id) ?? [], asOf) : null;
  });
}

/** Drafts aim at nothing yet, and withdrawn targets at nothing any more. */
function stands({ status }: TargetEntity): boolean {
  return status !== 'draft' && status !== 'withdrawn';
}

/** How a target stands on a date by the results of its pupil. */
export function standingOn(
  row: TargetEntity,
  { direction }: Pick<FrameworkEntity, 'direction'>,
  results: readonly TargetResult[],
  asOf: string,
): TargetStanding {
  return standingOf(toTrajectoryTarget(row), direction, results, asOf);
}

async function readFrameworks(reader: Reader, rows: readonly TargetEntity[], knownAt: string | null) {
  const frameworks = new Map<string, FrameworkEntity>();
  for (const part of inParts(rows.map((it) => it.frameworkId))) {
    const where = `id in (${places(part.length)})`;
    for (const it of await reader.selectKnownAt(FrameworkEntity, knownAt, where, part)) {
      frameworks.set(it.id, it);
    }
  }
  return frameworks;
}

async function readAgreements(reader: Reader, rows: readonly TargetEntity[], knownAt: string | null) {
  const agreements: AgreementEntity[] = [];
  for (const [ownerId, group] of Map.groupBy(rows, (it) => it.ownerId)) {
    for (const part of inParts(group.map((it) => it.id))) {
      const where = `owner_id = ? and target_id in (${places(part.length)})`;
      agreements.push(...(await reader.selectKnownAt(AgreementEntity, knownAt, where, [ownerId, ...part])));
    }
  }
  return Map.groupBy(agreements, (it) => it.targetId);
}
