import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../../auth/audit/audit.js';
import type { RequestContext } from '../../auth/request-context.js';
import { requireSchool } from '../../auth/tenancy.js';
import { invalid } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import { Database } from '../../database/database.js';
import { readAttainments, readGroups } from '../cohort/read-cohort.js';
import { stateOf } from '../cohort/known-source.js';
import type { InsightView } from '../insight.view.js';
import { readsEveryPupil, requireEveryPupil, requireSensitive } from '../readers.js';
import { cellKeyOf, type CutTable } from '../releases/cut-table.js';
import { inTableOrder, readCells, readFrameworks } from '../releases/read-cells.js';
import { ReleasesService } from '../releases/releases.service.js';
import { GROUPS, UNKNOWN } from './characteristic-groups.js';
import type { GapQuery } from './gap.dto.js';
import type { GapFigures } from './gap-figures.js';
import { gapTables } from './gap-tables.js';
import { type GapRowView, toGapRow } from './gap.view.js';
import { changeOf, exactGap, type GapCell } from './published-gaps.js';

/** Figures of an earlier day, by cell. */
interface EarlierCells {
  readonly date: string;
  readonly cells: ReadonlyMap<string, Omit<GapCell, 'change'>>;
}

/** A table of gaps with what is said beside it. */
export type GapAnswer = InsightView & { data: GapRowView[] };

/** Attainment gaps between groups: as released, or, for those who may read every pupil, as they are on a day. */
@Injectable()
export class GapsService {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleasesService,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async gaps(ctx: RequestContext, query: GapQuery): Promise<GapAnswer> {
    const { schoolId, assessmentPointId, asOf, since } = query;
    requireSensitive(ctx);
    await requireSchool(this.database, ctx, schoolId, '?schoolId');
    for (const [name, day] of Object.entries({ asOf, since })) {
      if (day === undefined) continue;
      requireEveryPupil(ctx, schoolId);
      if (assessmentPointId !== undefined) throw bothGiven(name);
    }
    if (since !== undefined && since >= (asOf ?? today())) throw sinceLater(asOf ?? today());
    const exact = readsEveryPupil(ctx, schoolId);
    if (exact) await this.sensitiveReads.note(ctx, 'insights', [{ ownerId: schoolId, id: schoolId }]);
    if (exact && assessmentPointId === undefined) return this.live(ctx, query, asOf ?? today());
    return this.released(query, exact);
  }

  private async released(query: GapQuery, exact: boolean): Promise<GapAnswer> {
    const release = await this.releases.newest(query.schoolId, query);
    const about = {
      schoolId: query.schoolId,
      asOf: release?.date ?? null,
      releaseId: release?.id ?? null,
      suppressed: !exact,
      notes: release ? [] : ['Nothing has been released for this school or assessment point.'],
    };
    if (!release) return { ...about, data: [] };
    const [cells, dates] = await Promise.all([
      readCells(this.database, release, 'gaps', { ...query, cut: query.characteristic }),
      this.releases.dates(release.ownerId),
    ]);
    const frameworks = await readFrameworks(
      this.database,
      cells.map((it) => it.frameworkId),
    );
    const places = [...GROUPS[query.characteristic], UNKNOWN];
    const rows = cells
      .sort((a, b) => places.indexOf(a.groupKey) - places.indexOf(b.groupKey))
      .map((it): GapRowView => {
        const held = it.origin !== release.number;
        const shows = exact ? it.exact : it.published;
        const status = held && it.status === 'shown' ? 'held' : it.status;
        const figuresOf = exact ? release.date : dates.get(it.origin)!;
        return toGapRow(
          it,
          it.groupKey,
          frameworks.get(it.frameworkId)!,
          { status, figuresOf },
          shows as GapCell,
        );
      });
    return { ...about, data: inTableOrder(ofFramework(rows, query)) };
  }

  private async live(ctx: RequestContext, query: GapQuery, asOf: string): Promise<GapAnswer> {
    const { schoolId } = query;
    const [tables, before] = await Promise.all([
      this.tablesOn(ctx, query, asOf),
      this.before(ctx, query, asOf),
    ]);
    const frameworks = await readFrameworks(
      this.database,
      tables.map((it) => it.frameworkId),
    );
    const rows = tables.flatMap((table) =>
      [...table.cells].map(([group, { figures }]) => {
        const exact = exactGap(figures);
        const then = before?.cells.get(cellKeyOf(table, group));
        const change = changeOf(exact, before && then ? { date: before.date, cell: then } : null);
        const framework = frameworks.get(table.frameworkId)!;
        return toGapRow(table, group, framework, { status: null, figuresOf: asOf }, { ...exact, change });
      }),
    );
    return { schoolId, asOf, releaseId: null, suppressed: false, notes: [], data: inTableOrder(rows) };
  }

  private async tablesOn(
    ctx: RequestContext,
    query: GapQuery,
    date: string,
  ): Promise<CutTable<GapFigures>[]> {
    const { schoolId, characteristic, ncYear } = query;
    const state = await stateOf(this.database, ctx, schoolId, date);
    const [attainments, groups] = await Promise.all([
      readAttainments(this.database, state, query),
      readGroups(this.database, state, [characteristic]),
    ]);
    const wanted = ncYear === undefined ? attainments : attainments.filter((it) => it.ncYear === ncYear);
    return gapTables(wanted, groups);
  }

  /** What changes are told to: the same tables on an earlier day, or the release before. */
  private async before(ctx: RequestContext, query: GapQuery, asOf: string): Promise<EarlierCells | null> {
    const { since, schoolId, characteristic: cut } = query;
    if (since !== undefined) {
      const tables = await this.tablesOn(ctx, query, since);
      const cells = tables.flatMap((table) =>
        [...table.cells].map(([group, it]) => [cellKeyOf(table, group), exactGap(it.figures)] as const),
      );
      return { date: since, cells: new Map(cells) };
    }
    const release = await this.releases.newestBefore(schoolId, asOf, query.knownAt);
    if (!release) return null;
    const cells = await readCells(this.database, release, 'gaps', { ...query, cut });
    return {
      date: release.date,
      cells: new Map(cells.map((it) => [cellKeyOf(it, it.groupKey), it.exact as GapCell])),
    };
  }
}

function ofFramework(rows: readonly GapRowView[], { framework }: GapQuery): readonly GapRowView[] {
  return framework === undefined ? rows : rows.filter((it) => it.framework === framework);
}

function bothGiven(name: string) {
  return invalid({
    pointer: `?${name}`,
    code: 'not-together',
    detail: `Give ${name} or assessmentPointId, not both.`,
  });
}

function sinceLater(asOf: string) {
  return invalid({
    pointer: '?since',
    code: 'not-before',
    detail: `Changes are told since a day before that of the figures, ${asOf}.`,
  });
}
