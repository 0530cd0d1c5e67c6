import type { Attainment } from '../cohort/attainments.js';
import type { CutTable } from '../releases/cut-table.js';
import { type Cut, UNKNOWN } from './characteristic-groups.js';
import { byGroup, type GapFigures, gapFigures } from './gap-figures.js';

/**
 * The tables of gaps: one for each year, subject, framework version and characteristic. Never over all years or
 * subjects at once: the sum of such tables would give hidden cells away.
 */
export function gapTables(
  attainments: readonly Attainment[],
  groups: ReadonlyMap<Cut, ReadonlyMap<string, string>>,
): CutTable<GapFigures>[] {
  const bases = Map.groupBy(attainments, (it) => `${it.ncYear} ${it.subject} ${it.frameworkId}`);
  return [...bases.values()].flatMap((members) =>
    [...groups].map(([cut, ofPupils]) => gapTable(cut, members, ofPupils)),
  );
}

function gapTable(
  cut: Cut,
  attainments: readonly Attainment[],
  groups: ReadonlyMap<string, string>,
): CutTable<GapFigures> {
  const { ncYear, subject, frameworkId } = attainments[0]!;
  const cells = byGroup(cut, attainments, groups);
  const figures = gapFigures(cells);
  return {
    insight: 'gaps',
    cut,
    ncYear,
    subject,
    frameworkId,
    cells: new Map(
      [...cells].map(([group, rows]) => [
        group,
        {
          members: new Map(rows.map((it) => [it.pupilId, `${it.points} ${it.judgement ?? ''}`])),
          unknown: group === UNKNOWN,
          figures: figures.get(group)!,
        },
      ]),
    ),
  };
}
