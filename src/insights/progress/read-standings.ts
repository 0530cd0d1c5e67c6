import { FrameworkEntity } from '../../assessments/framework.entity.js';
import { ResultEntity } from '../../assessments/results/result.entity.js';
import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { type Checkpoint, TargetEntity } from '../../targets/target.entity.js';
import { yearsOnRoll } from '../cohort/attainments.js';
import { type KnownState, knownSource } from '../cohort/known-source.js';
import { readRoll } from '../cohort/read-cohort.js';
import { type Standing, standingOf } from './standing.js';

/** Where one pupil stands on the trajectory to one active target. */
export interface PupilStanding {
  readonly pupilId: string;
  readonly ncYear: string;
  readonly subject: string;
  readonly frameworkId: string;
  readonly standing: Standing;
  readonly stale: boolean;
}

interface TargetRow {
  readonly id: string;
  readonly pupilId: string;
  readonly subject: string;
  readonly frameworkId: string;
  readonly baselineDate: string;
  readonly baseline: number;
  readonly target: number;
  readonly due: string;
  readonly checkpoints: string | null;
}

/** Where the pupils on the roll stand on the trajectories to their active targets. */
export async function readStandings(reader: Reader, state: KnownState): Promise<PupilStanding[]> {
  const [roll, targets, latest] = await Promise.all([
    readRoll(reader, state),
    readTargets(reader, state),
    readLatest(reader, state),
  ]);
  const frameworks = new Map<string, FrameworkEntity>();
  for (const part of inParts(targets.map((it) => it.frameworkId))) {
    const found = await reader.select(FrameworkEntity, `where id in (${places(part.length)})`, part);
    for (const it of found) frameworks.set(it.id, it);
  }
  const years = yearsOnRoll(roll, state.date);
  return targets.flatMap((it): PupilStanding[] => {
    const ncYear = years.get(it.pupilId);
    const framework = frameworks.get(it.frameworkId);
    if (ncYear === undefined || !framework) return [];
    const checkpoints = it.checkpoints === null ? [] : (JSON.parse(it.checkpoints) as Checkpoint[]);
    const actual = latest.get(it.id) ?? null;
    const { standing, stale } = standingOf({ ...it, checkpoints }, framework, actual, state.date);
    const { pupilId, subject, frameworkId } = it;
    return [{ pupilId, ncYear, subject, frameworkId, standing, stale }];
  });
}

function readTargets(reader: Reader, state: KnownState): Promise<TargetRow[]> {
  const targets = knownSource(TargetEntity, state);
  return reader.query<TargetRow>(
    `select t.id, t.pupil_id as pupilId, t.subject, t.framework_id as frameworkId, t.baseline_date as baselineDate,
            t.baseline, t.target, t.due, t.checkpoints
       from ${targets.sql} t where t.status = 'active' and t.baseline_date <= ?`,
    [...targets.params, state.date],
  );
}

async function readLatest(
  reader: Reader,
  state: KnownState,
): Promise<Map<string, { date: string; points: number }>> {
  const targets = knownSource(TargetEntity, state);
  const results = knownSource(ResultEntity, state);
  const rows = await reader.query<{ targetId: string; date: string; points: number }>(
    `select targetId, date, points from (
       select t.id as targetId, r.date, r.points,
              rank() over (partition by t.id
                           order by r.date desc, case r.status when 'R' then 0 when 'P' then 1 else 2 end) as place
         from ${targets.sql} t
         join ${results.sql} r on r.pupil_id = t.pupil_id and r.subject = t.subject and r.framework_id = t.framework_id
        where t.status = 'active' and t.baseline_date <= ? and r.date > t.baseline_date and r.date <= ?
              and r.status in ('R', 'P', 'I') and r.points is not null and r.superseded_by is null
     ) ranked where place = 1`,
    [...targets.params, ...results.params, state.date, state.date],
  );
  return new Map(
    [...Map.groupBy(rows, (it) => it.targetId)].map(([id, same]) => [
      id,
      { date: same[0]!.date, points: same.reduce((sum, it) => sum + it.points, 0) / same.length },
    ]),
  );
}
