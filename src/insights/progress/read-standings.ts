import { FrameworkEntity } from '../../assessments/framework.entity.js';
import { ResultEntity } from '../../assessments/results/result.entity.js';
import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { type Checkpoint, TargetEntity } from '../../targets/target.entity.js';
import { yearsOnRoll } from '../cohort/attainments.js';
import { type KnownState, knownSource } from '../cohort/known-source.js';
import { readRollOn } from '../cohort/read-cohort.js';
import { type LatestActual, type Standing, standingOf } from './standing.js';

/** Where one pupil stands on the trajectory to one active target. */
export interface PupilStanding {
  readonly pupilId: string;
  readonly ncYear: string;
  readonly subject: string;
  readonly frameworkId: string;
  readonly standing: Standing;
  readonly stale: boolean;
}

/** An active target with its pupil's latest actual since the baseline; one for each of several actuals of that day. */
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
  readonly date: string | null;
  readonly points: number | null;
}

/** Where the pupils on the roll stand on the trajectories to their active targets. */
export async function readStandings(reader: Reader, state: KnownState): Promise<PupilStanding[]> {
  const [roll, rows] = await Promise.all([readRollOn(reader, state), readTargets(reader, state)]);
  const frameworks = new Map<string, FrameworkEntity>();
  for (const part of inParts(rows.map((it) => it.frameworkId))) {
    const found = await reader.select(FrameworkEntity, `where id in (${places(part.length)})`, part);
    for (const it of found) frameworks.set(it.id, it);
  }
  const years = yearsOnRoll(roll, state.date);
  return [...Map.groupBy(rows, (it) => it.id).values()].flatMap((same): PupilStanding[] => {
    const target = same[0]!;
    const { pupilId, subject, frameworkId } = target;
    const ncYear = years.get(pupilId);
    const framework = frameworks.get(frameworkId);
    if (ncYear === undefined || !framework) return [];
    const checkpoints = target.checkpoints === null ? [] : (JSON.parse(target.checkpoints) as Checkpoint[]);
    const { standing, stale } = standingOf({ ...target, checkpoints }, framework, latestOf(same), state.date);
    return [{ pupilId, ncYear, subject, frameworkId, standing, stale }];
  });
}

function latestOf(same: readonly TargetRow[]): LatestActual | null {
  const { date } = same[0]!;
  return date === null ? null : { date, points: same.reduce((sum, it) => sum + it.points!, 0) / same.length };
}

/** By a left join, which MariaDB reads from the targets on: an inner one took it twice as long. */
function readTargets(reader: Reader, state: KnownState): Promise<TargetRow[]> {
  const targets = knownSource(TargetEntity, state);
  const results = knownSource(ResultEntity, state);
  return reader.query<TargetRow>(
    `select * from (
       select t.id, t.pupil_id as pupilId, t.subject, t.framework_id as frameworkId,
              t.baseline_date as baselineDate, t.baseline, t.target, t.due, t.checkpoints, r.date, r.points,
              rank() over (partition by t.id
                           order by r.date desc, case r.status when 'R' then 0 when 'P' then 1 else 2 end) as place
         from ${targets.sql} t
         left join ${results.sql} r
           on r.pupil_id = t.pupil_id and r.subject = t.subject and r.framework_id = t.framework_id
              and r.date > t.baseline_date and r.date <= ? and r.status in ('R', 'P', 'I')
              and r.points is not null and r.superseded_by is null
        where t.status = 'active' and t.baseline_date <= ?
     ) ranked where place = 1`,
    [...targets.params, ...results.params, state.date, state.date],
  );
}
