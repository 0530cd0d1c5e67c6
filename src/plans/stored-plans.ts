import { SourceRows } from '../auth/batches/source-rows.js';
import type { SourceKey } from '../common/source.js';
import { places } from '../database/database.js';
import { inParts } from '../database/in-parts.js';
import type { Transaction } from '../database/transaction.js';
import type { PupilEntity } from '../pupils/pupil.entity.js';
import type { PlanKind } from './plan-words.js';
import { PlanEntity } from './plan.entity.js';

/** The plans of the pupils of a write: stored ones and those of items before. Their pupils are held already. */
export class StoredPlans {
  /** By pupil and kind, then by id. */
  private readonly plans = new Map<string, Map<string, PlanEntity>>();

  private constructor(private readonly sources: SourceRows<PlanEntity>) {}

  static async read(
    tx: Transaction,
    pupils: readonly PupilEntity[],
    sources: readonly { readonly ownerId: string; readonly source: SourceKey }[],
  ): Promise<StoredPlans> {
    const stored = new StoredPlans(await SourceRows.lock(tx, PlanEntity, sources));
    for (const [ownerId, group] of Map.groupBy(pupils, (it) => it.ownerId)) {
      for (const part of inParts(group.map((it) => it.id))) {
        const where = `where owner_id = ? and pupil_id in (${places(part.length)})`;
        // A row that is meant by its source key is one object, whichever way it is found.
        for (const row of await tx.lock(PlanEntity, where, [ownerId, ...part])) {
          stored.put(stored.sources.find(row.ownerId, sourceOf(row)) ?? row);
        }
      }
    }
    return stored;
  }

  put(row: PlanEntity): void {
    const key = `${row.pupilId}/${row.kind}`;
    this.plans.set(key, (this.plans.get(key) ?? new Map<string, PlanEntity>()).set(row.id, row));
    this.sources.add(row);
  }

  bySource(ownerId: string, source: SourceKey | null | undefined): PlanEntity | null {
    return this.sources.find(ownerId, source);
  }

  /** The pupil's open plan of a kind. */
  open(pupilId: string, kind: PlanKind): PlanEntity | null {
    return this.ofKind(pupilId, kind).find((it) => it.status === 'open') ?? null;
  }

  /** Whether the pupil has this cycle of a kind already. */
  hasCycle(pupilId: string, kind: PlanKind, cycle: number): boolean {
    return this.ofKind(pupilId, kind).some((it) => it.cycle === cycle);
  }

  /** The number of the pupil's next cycle of a kind. */
  nextCycle(pupilId: string, kind: PlanKind): number {
    return Math.max(0, ...this.ofKind(pupilId, kind).map((it) => it.cycle)) + 1;
  }

  private ofKind(pupilId: string, kind: PlanKind): PlanEntity[] {
    return [...(this.plans.get(`${pupilId}/${kind}`)?.values() ?? [])];
  }
}

function sourceOf({ sourceSystem, sourceId }: PlanEntity): SourceKey | null {
  return sourceSystem !== null && sourceId !== null ? { system: sourceSystem, id: sourceId } : null;
}
