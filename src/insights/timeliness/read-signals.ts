import { DecisionEntity } from '../../evaluation/recommendations/decision.entity.js';
import { RecommendationEntity } from '../../evaluation/recommendations/recommendation.entity.js';
import type { Reader } from '../../database/database.js';
import { type KnownState, knownSource } from '../cohort/known-source.js';
import type { Signal } from './delays.js';

/**
 * Recommendations that were first made from a day to another, each with its signal. The signal is the newest result in
 * its subject that the run knew which first recommended it; the first live run over the pupil that knew that result
 * has used it, whether or not it recommended anything.
 */
export async function readSignals(
  reader: Reader,
  state: KnownState,
  from: string,
  to: string,
): Promise<Signal[]> {
  const { ownerId } = state;
  const recommendations = knownSource(RecommendationEntity, state);
  const decisions = knownSource(DecisionEntity, state);
  return reader.query<Signal>(
    `select s.recordedAt, s.status, d.recorded_at as decidedAt,
            coalesce((select min(e2.started_at) from evaluation_result v join evaluation e2
                        on e2.owner_id = v.owner_id and e2.id = v.evaluation_id and e2.mode = 'live'
                     where v.owner_id = ? and v.pupil_id = s.pupil_id and e2.known_version >= s.resultVersion),
                     s.started_at) as evaluatedAt
       from (
         select r.id, r.pupil_id, r.status, e.started_at, x.recordedAt, x.resultVersion,
                row_number() over (partition by r.id order by x.resultVersion desc) as place
           from ${recommendations.sql} r
           join (select id, min(since_version) as first_version from (
                   select id, since_version from recommendation where owner_id = ?
                   union all select id, since_version from recommendation_history where owner_id = ?) every
                 group by id) f on f.id = r.id
           join (select id, since_version, evaluation_id from recommendation where owner_id = ?
                 union all select id, since_version, evaluation_id from recommendation_history where owner_id = ?) a
             on a.id = f.id and a.since_version = f.first_version
           join evaluation e on e.owner_id = ? and e.id = a.evaluation_id
           left join (
                select id, pupil_id, subject, min(since_version) as resultVersion, min(recorded_at) as recordedAt
                  from (select id, pupil_id, subject, since_version, recorded_at from result where owner_id = ?
                        union all select id, pupil_id, subject, since_version, recorded_at
                                    from result_history where owner_id = ?) known
                 group by id, pupil_id, subject) x
             on x.pupil_id = r.pupil_id and x.subject = r.subject and x.resultVersion <= e.known_version
          where e.started_at >= ? and e.started_at < ?
       ) s
       left join ${decisions.sql} d on d.recommendation_id = s.id
      where s.place = 1`,
    [
      ...[ownerId, ...recommendations.params, ownerId, ownerId, ownerId, ownerId, ownerId, ownerId, ownerId],
      ...[from, to, ...decisions.params],
    ],
  );
}
