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
import { cellKeyOf } from '../releases/cut-table.js';
import type { InsightReleaseEntity } from '../releases/insight-release.entity.js';
import { inTableOrder, readCells, readFrameworks } from '../releases/read-cells.js';
import { ReleasesService } from '../releases/releases.service.js';
import { GROUPS, UNKNOWN } from './characteristic-groups.js';
import type { GapQuery } from './gap.dto.js';
import { gapTables } from './gap-tables.js';
import { type GapRowView, toGapRow } from './gap.view.js';
import { changeOf, exactGap, type GapCell } from './published-gaps.js';

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
    const { schoolId, assessmentPointId, asOf } = query;
    requireSensitive(ctx);
    await requireSchool(this.database, ctx, schoolId, '?schoolId');
    if (asOf !== undefined) {
      requireEveryPupil(ctx, schoolId);
      if (assessmentPointId !== undefined) throw bothGiven();
    }
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
    const { schoolId: ownerId, characteristic: cut, ncYear } = query;
    const state = await stateOf(this.database, ctx, ownerId, asOf);
    const [attainments, groups, before] = await Promise.all([
      readAttainments(this.database, state, query),
      readGroups(this.database, state, [cut]),
      this.releases.newestBefore(ownerId, asOf, query.knownAt),
    ]);
    const wanted = ncYear === undefined ? attainments : attainments.filter((it) => it.ncYear === ncYear);
    const [frameworks, earlier] = await Promise.all([
      readFrameworks(
        this.database,
        wanted.map((it) => it.frameworkId),
      ),
      before ? this.cellsOf(before, query) : new Map<string, GapCell>(),
    ]);
    const rows = gapTables(wanted, groups).flatMap((table) =>
      [...table.cells].map(([group, { figures }]) => {
        const exact = exactGap(figures);
        const then = earlier.get(cellKeyOf(table, group));
        const change = changeOf(exact, before && then ? { date: before.date, cell: then } : null);
        const framework = frameworks.get(table.frameworkId)!;
        return toGapRow(table, group, framework, { status: null, figuresOf: asOf }, { ...exact, change });
      }),
    );
    return {
      schoolId: ownerId,
      asOf,
      releaseId: null,
      suppressed: false,
      notes: [],
      data: inTableOrder(rows),
    };
  }

  private async cellsOf(release: InsightReleaseEntity, query: GapQuery): Promise<Map<string, GapCell>> {
    const cells = await readCells(this.database, release, 'gaps', { ...query, cut: query.characteristic });
    return new Map(cells.map((it) => [cellKeyOf(it, it.groupKey), it.exact as GapCell]));
  }
}

function ofFramework(rows: readonly GapRowView[], { framework }: GapQuery): readonly GapRowView[] {
  return framework === undefined ? rows : rows.filter((it) => it.framework === framework);
}

function bothGiven() {
  return invalid({
    pointer: '?asOf',
    code: 'not-together',
    detail: 'Give asOf or assessmentPointId, not both.',
  });
}
