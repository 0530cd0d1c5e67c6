import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../auth/request-context.js';
import { requireSchool } from '../../auth/tenancy.js';
import { invalid } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import { Database } from '../../database/database.js';
import { type KnownState, stateOf } from '../cohort/known-source.js';
import type { ReleasedQuery } from '../insight.dto.js';
import type { InsightView } from '../insight.view.js';
import { readsEveryPupil, requireEveryPupil } from '../readers.js';
import type { CutTable } from '../releases/cut-table.js';
import type { ReleasedInsight } from '../releases/insight-cell.entity.js';
import { inTableOrder, readCells, readFrameworks } from '../releases/read-cells.js';
import { ReleasesService } from '../releases/releases.service.js';
import { readPlaces, standingsOfGroups } from './by-group.js';
import { type CountRow, liveRows, releasedRows } from './count-rows.js';
import type { CountFigures } from './count-tables.js';
import type { TrajectoryStatusQuery } from './progress.dto.js';
import type { CoverageRowView, TrajectoryStatusRowView } from './progress.view.js';
import { coverageTables, readSupport } from './read-coverage.js';
import { readStandings } from './read-standings.js';
import { statusTables } from './status-tables.js';

type Answer<R> = InsightView & { data: R[] };

/** How pupils stand on their trajectories, and how those below are supported. */
@Injectable()
export class ProgressService {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleasesService,
  ) {}

  async trajectoryStatus(
    ctx: RequestContext,
    query: TrajectoryStatusQuery,
  ): Promise<Answer<TrajectoryStatusRowView>> {
    if (query.by === 'group') return this.byGroup(ctx, query);
    const { data, ...about } = await this.counts(
      ctx,
      query,
      'trajectory-status',
      ['judgement', 'freshness'],
      {
        live: async (state) => statusTables(await readStandings(this.database, state)),
      },
    );
    const rows = data.map((it) => ({ ...it, groupId: null, groupName: null }));
    return { ...about, data: await this.withFrameworks(rows, query) };
  }

  async coverage(ctx: RequestContext, query: ReleasedQuery): Promise<Answer<CoverageRowView>> {
    if (query.framework !== undefined) throw noFramework();
    const { data, ...about } = await this.counts(ctx, query, 'coverage', ['support', 'feature'], {
      live: async (state) => {
        const [standings, support] = await Promise.all([
          readStandings(this.database, state),
          readSupport(this.database, state),
        ]);
        return coverageTables(standings, support);
      },
    });
    const rows = data.map(({ frameworkId: _none, ...it }): CoverageRowView => ({
      ...it,
      share: it.n === null || it.of === null ? null : it.n / it.of,
    }));
    return { ...about, data: inTableOrder(rows) };
  }

  private async byGroup(
    ctx: RequestContext,
    query: TrajectoryStatusQuery,
  ): Promise<Answer<TrajectoryStatusRowView>> {
    await requireSchool(this.database, ctx, query.schoolId, '?schoolId');
    requireEveryPupil(ctx, query.schoolId);
    if (query.assessmentPointId !== undefined) throw notReleased();
    const asOf = query.asOf ?? today();
    const state = await stateOf(this.database, ctx, query.schoolId, asOf);
    const [standings, places] = await Promise.all([
      readStandings(this.database, state),
      readPlaces(this.database, state),
    ]);
    const wanted = standings.filter((it) => query.ncYear === undefined || it.ncYear === query.ncYear);
    const rows = standingsOfGroups(wanted, places).flatMap(({ groupId, name, standings: own }) =>
      liveRows(statusTables(own.map((it) => ({ ...it, ncYear: '' }))), asOf).map((it) => ({
        ...{ ...it, ncYear: null },
        ...{ groupId, groupName: name },
      })),
    );
    const fitting = rows.filter((it) => query.subject === undefined || it.subject === query.subject);
    const about = { schoolId: query.schoolId, asOf, releaseId: null, suppressed: false, notes: [] };
    return { ...about, data: await this.withFrameworks(fitting, query) };
  }

  private async counts(
    ctx: RequestContext,
    query: ReleasedQuery,
    insight: ReleasedInsight,
    cuts: readonly string[],
    { live }: { live: (state: KnownState) => Promise<CutTable<CountFigures>[]> },
  ): Promise<Answer<CountRow>> {
    const { schoolId, assessmentPointId, asOf, subject, ncYear } = query;
    await requireSchool(this.database, ctx, schoolId, '?schoolId');
    if (asOf !== undefined) requireEveryPupil(ctx, schoolId);
    if (asOf !== undefined && assessmentPointId !== undefined) throw bothGiven();
    const exact = readsEveryPupil(ctx, schoolId);
    if (exact && assessmentPointId === undefined) {
      const date = asOf ?? today();
      const tables = await live(await stateOf(this.database, ctx, schoolId, date));
      const data = liveRows(tables, date).filter(
        (it) =>
          (subject === undefined || it.subject === subject) && (ncYear === undefined || it.ncYear === ncYear),
      );
      return { schoolId, asOf: date, releaseId: null, suppressed: false, notes: [], data };
    }
    const release = await this.releases.newest(schoolId, query);
    const suppressed = !exact;
    if (!release) {
      const notes = ['Nothing has been released for this school or assessment point.'];
      return { schoolId, asOf: null, releaseId: null, suppressed, notes, data: [] };
    }
    const [dates, ...cells] = await Promise.all([
      this.releases.dates(schoolId),
      ...cuts.map((cut) => readCells(this.database, release, insight, { cut, subject, ncYear })),
    ]);
    const data = releasedRows(cells.flat(), release, dates, exact);
    return { schoolId, asOf: release.date, releaseId: release.id, suppressed, notes: [], data };
  }

  private async withFrameworks(
    rows: readonly (Omit<CountRow, 'ncYear'> & {
      ncYear: string | null;
      groupId: string | null;
      groupName: string | null;
    })[],
    { framework }: ReleasedQuery,
  ): Promise<TrajectoryStatusRowView[]> {
    const frameworks = await readFrameworks(
      this.database,
      rows.map((it) => it.frameworkId),
    );
    const named = rows.map(({ frameworkId, ...it }) => {
      const { frameworkKey, frameworkVersion } = frameworks.get(frameworkId)!;
      return { ...it, framework: frameworkKey, frameworkVersion };
    });
    return inTableOrder(named.filter((it) => framework === undefined || it.framework === framework));
  }
}

function bothGiven() {
  return invalid({
    pointer: '?asOf',
    code: 'not-together',
    detail: 'Give asOf or assessmentPointId, not both.',
  });
}

function notReleased() {
  return invalid({
    pointer: '?assessmentPointId',
    code: 'not-together',
    detail: 'Groups are not in releases. Give asOf.',
  });
}

function noFramework() {
  return invalid({
    pointer: '?framework',
    code: 'not-here',
    detail: 'Coverage is of subjects, whatever the framework.',
  });
}
