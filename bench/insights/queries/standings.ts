import { ACTUAL, BY_STATUS, type Limit, ON_ROLL } from './asked.ts';

/**
 * Where the pupils on the roll stand on their active targets, as a table to select from: `nc_year`, `pupil_id`,
 * `subject`, `framework_id`, `standing` and `latest`. Lines without checkpoints, as the demo has them.
 */
export function standings({ days }: Limit): string {
  const expected = `case when l.date >= t.due then t.target else t.baseline + (t.target - t.baseline)
    * (${days('l.date')} - ${days('t.baseline_date')}) / (${days('t.due')} - ${days('t.baseline_date')}) end`;
  const ahead = `f.direction * (l.points - (${expected}))`;
  return `(
    select e.nc_year, t.pupil_id, t.subject, t.framework_id, l.date as latest,
           case when f.one_off = 1 then 'notJudged' when l.date is null then 'noResult'
                when f.tolerance is null then 'notJudged' when ${ahead} > f.tolerance + 1e-9 then 'above'
                when ${ahead} < -f.tolerance - 1e-9 then 'below' else 'on' end as standing
      from target t
      join enrolment e on e.owner_id = t.owner_id and e.pupil_id = t.pupil_id and ${ON_ROLL}
      join framework f on f.id = t.framework_id
      left join (
        select id, date, avg(points) as points from (
          select t.id, r.date, r.points,
                 rank() over (partition by t.id order by r.date desc, ${BY_STATUS}) as place
            from target t
            join result r on r.owner_id = t.owner_id and r.pupil_id = t.pupil_id and r.subject = t.subject
                 and r.framework_id = t.framework_id and r.date > t.baseline_date
           where t.owner_id = ? and t.status = 'active' and r.date <= ? and ${ACTUAL}) ranked
         where place = 1 group by id, date) l on l.id = t.id
     where t.owner_id = ? and t.status = 'active' and t.baseline_date <= ?)`;
}

/** The values of the places in `standings`. */
export function standingsOf(schoolId: string, asOf: string): string[] {
  return [asOf, asOf, schoolId, asOf, schoolId, asOf];
}
