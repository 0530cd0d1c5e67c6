import { DecisionEntity } from '../../evaluation/recommendations/decision.entity.js';
import { RecommendationEntity } from '../../evaluation/recommendations/recommendation.entity.js';
import type { Reader } from '../../database/database.js';
import { type KnownState, knownSource } from '../cohort/known-source.js';
import type { Signal } from './delays.js';

/** The newest result in a recommendation's subject that its first run knew, by the version that first held it. */
const newestIn = (table: string) => `(select max(x.since_version) from ${table} x
  where x.owner_id = ? and x.pupil_id = m.pupil_id and x.subject = m.subject and x.since_version <= m.known_version
    and not exists (select 1 from result_history h where h.id = x.id and h.since_version < x.since_version))`;

/** When that version was recorded. */
const recordedIn = (table: string) => `(select max(x.recorded_at) from ${table} x
  where x.owner_id = ? and x.pupil_id = s.pupil_id and x.subject = s.subject and x.since_version = s.resultVersion)`;

/**
 * Recommendations that were first made from a day to another, each with its signal. The signal is the newest result in
 * its subject that the run knew which first recommended it; the first live run over the pupil that knew that result
 * has used it, whether or not it recommended anything. Results are looked up by pupil: a school has a hundred times
 * as many as its recommendations have pupils. With its rows numbered, `found` is worked out once: databases put a
 * select without a window into the one around it, and would look a result up again wherever it is named.
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
    `with made as (
       select r.id, r.pupil_id, r.subject, r.status, e.started_at, e.known_version
         from ${recommendations.sql} r
         join (select id, evaluation_id, row_number() over (partition by id order by since_version) as place from (
                 select id, evaluation_id, since_version from recommendation where owner_id = ?
                 union all select id, evaluation_id, since_version from recommendation_history where owner_id = ?) every
              ) a on a.id = r.id and a.place = 1
         join evaluation e on e.owner_id = ? and e.id = a.evaluation_id
        where e.started_at >= ? and e.started_at < ?),
     found as (
       select m.*, ${newestIn('result')} as newest, ${newestIn('result_history')} as past,
              row_number() over (order by m.id) as line
         from made m),
     signals as (
       select f.*, case when f.newest is null or f.past > f.newest then f.past else f.newest end as resultVersion
         from found f)
     select s.status, d.recorded_at as decidedAt,
            coalesce(${recordedIn('result')}, ${recordedIn('result_history')}) as recordedAt,
            coalesce((select min(e2.started_at) from evaluation_result v join evaluation e2
                        on e2.owner_id = v.owner_id and e2.id = v.evaluation_id and e2.mode = 'live'
                     where v.owner_id = ? and v.pupil_id = s.pupil_id and e2.known_version >= s.resultVersion),
                     s.started_at) as evaluatedAt
       from signals s left join ${decisions.sql} d on d.recommendation_id = s.id`,
    [
      ...[...recommendations.params, ownerId, ownerId, ownerId, from, to],
      ...[ownerId, ownerId, ownerId, ownerId, ownerId, ...decisions.params],
    ],
  );
}
