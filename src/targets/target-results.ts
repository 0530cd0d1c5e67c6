import { places, type Reader } from '../database/database.js';
import { inParts } from '../database/in-parts.js';
import type { TargetEntity } from './target.entity.js';
import type { TrajectoryResult } from './trajectory/facts.js';

/** A result in the subject and framework version of a target of its pupil. */
export interface TargetResult extends TrajectoryResult {
  readonly pupilId: string;
  readonly subject: string;
  readonly frameworkId: string;
}

const COLUMNS = 'pupil_id as pupilId, subject, framework_id as frameworkId, date, points, status';

/** The results by which targets stand, dated up to `asOf` and not superseded, by the target's id. */
export async function targetResults(
  reader: Reader,
  targets: readonly TargetEntity[],
  asOf: string,
  knownAt: string | null = null,
): Promise<Map<string, TargetResult[]>> {
  const found: TargetResult[] = [];
  for (const [ownerId, group] of Map.groupBy(targets, (it) => it.ownerId)) {
    const frameworks = [...new Set(group.map((it) => it.frameworkId))];
    for (const part of inParts(group.map((it) => it.pupilId))) {
      const where = `owner_id = ? and pupil_id in (${places(part.length)})
        and framework_id in (${places(frameworks.length)}) and superseded_by is null and date <= ?`;
      const params = [ownerId, ...part, ...frameworks, asOf];
      found.push(...(await reader.queryKnownAt<TargetResult>('result', COLUMNS, knownAt, where, params)));
    }
  }
  const keyOf = (it: Pick<TargetResult, 'pupilId' | 'subject' | 'frameworkId'>) =>
    `${it.pupilId} ${it.frameworkId} ${it.subject}`;
  const byKey = Map.groupBy(found, keyOf);
  return new Map(targets.map((it) => [it.id, byKey.get(keyOf(it)) ?? []]));
}
