import { existsFact, type ListCondition } from '../../auth/lists/conditions.js';
import type { RequestContext } from '../../auth/request-context.js';
import { ownedByOrSystem } from '../../auth/tenancy.js';
import { places, type Reader } from '../../database/database.js';
import type { Cell } from '../../database/row-codec.js';
import { EnrolmentEntity } from '../../pupils/enrolment.entity.js';
import { FrameworkEntity } from '../framework.entity.js';
import type { AttainmentJudgement } from '../frameworks/attainment-judgement.js';

/**
 * The condition on results that they are judged so: the judgement of `attainmentJudgement`, written out for each
 * framework and what it expects of which years, so that the database judges and a page is found by keyset.
 */
export async function attainmentFilter(
  reader: Reader,
  ctx: RequestContext,
  wanted: AttainmentJudgement | undefined,
  frameworkKey: string | undefined,
): Promise<ListCondition | null> {
  if (wanted === undefined) return null;
  const owned = ownedByOrSystem(ctx);
  const byKey = frameworkKey === undefined ? [] : [frameworkKey];
  const frameworks = await reader.selectKnownAt(
    FrameworkEntity,
    ctx.knownAt,
    `${owned.sql}${byKey.length > 0 ? ' and framework_key = ?' : ''}`,
    [...owned.params, ...byKey],
  );
  const cases = frameworks.flatMap((it) => casesOf(it, wanted));
  if (cases.length === 0) return { sql: '1 = 0', params: [] };
  return existsFact(EnrolmentEntity, ctx.knownAt ?? undefined, {
    sql: `enrolment.owner_id = result.owner_id and enrolment.pupil_id = result.pupil_id
      and enrolment.entry_date <= result.date
      and (enrolment.leaving_date is null or enrolment.leaving_date >= result.date)
      and (${cases.map((it) => it.sql).join(' or ')})`,
    params: cases.flatMap((it) => it.params),
  });
}

/** One case for each expectation: the years that have it, and the points that are judged so. */
function casesOf(framework: FrameworkEntity, wanted: AttainmentJudgement): ListCondition[] {
  const { id, direction, expectations, higherStandard } = framework;
  if (wanted === 'above' && higherStandard === null) return [];
  const byPoints = Map.groupBy(Object.entries(expectations), ([, points]) => points);
  return [...byPoints].map(([expected, entries]) => {
    const years = entries.map(([year]) => year);
    const ahead = (of: number): [string, Cell[]] => [`${direction} * (result.points - ?)`, [of]];
    const [beside, points] = ahead(expected);
    const [beyond, higher] = higherStandard === null ? ['', []] : ahead(higherStandard);
    const judged: Record<AttainmentJudgement, [string, Cell[]]> = {
      below: [`${beside} < 0`, points],
      at: beyond ? [`${beside} >= 0 and ${beyond} < 0`, [...points, ...higher]] : [`${beside} >= 0`, points],
      above: [`${beyond} >= 0`, higher],
    };
    const [sql, params] = judged[wanted];
    return {
      sql: `(result.framework_id = ? and ${sql} and enrolment.nc_year in (${places(years.length)}))`,
      params: [id, ...params, ...years],
    };
  });
}
