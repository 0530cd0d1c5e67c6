import type { Fault } from '../../common/errors/domain-error.js';
import type { AllocationRowEntity } from './allocation-row.entity.js';
import type { ConfirmedRowDto } from './allocation.dto.js';

type Funded = Pick<AllocationRowEntity, 'id' | 'sinceVersion' | 'outcome'>;

/**
 * What is wrong with the list of what a person confirms: it names every row that has a place, once, as it is now. So
 * nobody confirms a place that they have not read of, or as it was before somebody changed it.
 */
export function listFaults(confirmed: readonly ConfirmedRowDto[], rows: readonly Funded[]): Fault[] {
  const byId = new Map(rows.map((it) => [it.id, it]));
  const named = new Set<string>();
  const faults: Fault[] = [];
  confirmed.forEach(({ allocationRowId, version }, i) => {
    const refuse = (member: string, code: string, detail: string) =>
      faults.push({ pointer: `/rows/${i}/${member}`, code, detail });
    const row = byId.get(allocationRowId);
    if (!row) refuse('allocationRowId', 'unknown-row', 'The allocation has no row with this id.');
    else if (named.has(allocationRowId)) refuse('allocationRowId', 'named-twice', 'The row is named twice.');
    else if (row.outcome !== 'funded')
      refuse('allocationRowId', 'not-funded', 'The row has no place to be confirmed.');
    else if (row.sinceVersion !== version) {
      refuse('version', 'changed', 'The row has changed since it was read; read it again.');
    }
    named.add(allocationRowId);
  });
  const missing = rows.filter((it) => it.outcome === 'funded' && !named.has(it.id));
  for (const { id } of missing) {
    const detail = `The row ${id} has a place and is not named: read it and name it, or withhold it with a reason.`;
    faults.push({ pointer: '/rows', code: 'missing-row', detail });
  }
  return faults;
}
