import { Breath } from '../common/breath.js';
import { addDays } from '../common/dates.js';
import { type DomainError, invalid } from '../common/errors/domain-error.js';
import type { BatchDone } from '../common/http/batch.js';
import { today } from '../common/instants.js';
import { sourceColumns } from '../common/source.js';
import { places } from '../database/database.js';
import { inParts } from '../database/in-parts.js';
import type { Transaction } from '../database/transaction.js';
import { type RollChange, rollChange } from './current-spell.js';
import { EnrolmentEntity } from './enrolment.entity.js';
import { PupilEntity } from './pupil.entity.js';
import { type PupilItem, writePupils } from './write-pupils.js';

/**
 * Writes pupils by their source keys, as `writePupils` does, and also keeps the spell on the roll of those who
 * are known already in step with the one that is told.
 */
export async function syncRoll(
  tx: Transaction,
  items: readonly PupilItem[],
): Promise<Map<number, BatchDone | DomainError>> {
  const changes = await readChanges(tx, items);
  const fit = items.filter((it) => changes.get(it.index)?.kind !== 'clash');
  const outcomes = await writePupils(tx, fit, true);
  const breath = new Breath();
  for (const { index, dto } of items) {
    if (breath.due()) await breath.take();
    const change = changes.get(index);
    if (change?.kind === 'clash') outcomes.set(index, CLASH);
    const outcome = outcomes.get(index)!;
    if (!change || !('kind' in outcome) || !dto.enrolment || !follows(tx, change, outcome, dto.enrolment)) {
      continue;
    }
    if (outcome.kind === 'unchanged') outcomes.set(index, { ...outcome, kind: 'updated' });
  }
  return outcomes;
}

type Told = NonNullable<PupilItem['dto']['enrolment']>;

const CLASH = invalid({
  pointer: '/enrolment/entryDate',
  code: 'spells-overlap',
  detail: 'The pupil is on roll on this date in another spell already.',
});

/** Whether a known pupil's spells had to be changed. */
function follows(
  tx: Transaction,
  change: RollChange<EnrolmentEntity>,
  { row }: BatchDone,
  told: Told,
): boolean {
  if (change.kind === 'clash') return false;
  const { ncYear, status } = told;
  const { ownerId, id: pupilId } = row as PupilEntity;
  const begin = (entryDate: string, leavingDate: string | null) =>
    tx.insert(EnrolmentEntity, {
      ...{ ncYear, status, entryDate, leavingDate, ownerId, pupilId },
      ...sourceColumns(null),
    });
  switch (change.kind) {
    case 'add':
      begin(told.entryDate, told.leavingDate ?? null);
      return true;
    case 'promote':
      tx.update(EnrolmentEntity, change.spell, { leavingDate: addDays(change.from, -1) });
      begin(change.from, leavingOf(change.spell, told));
      return true;
    case 'correct': {
      const { spell, entryDate } = change;
      const patch = { ncYear, status, entryDate, leavingDate: leavingOf(spell, told) };
      return tx.update(EnrolmentEntity, spell, patch) !== spell;
    }
  }
}

/** The leaving date that is told; where none is, the one that is known. */
function leavingOf(spell: EnrolmentEntity, told: Told): string | null {
  return told.leavingDate === undefined ? spell.leavingDate : told.leavingDate;
}

/** A change, or a clash where the pupil is told to have left before the spell that would be written begins. */
function unlessLeft(change: RollChange<EnrolmentEntity>, told: Told): RollChange<EnrolmentEntity> {
  if (!told.leavingDate || change.kind === 'add' || change.kind === 'clash') return change;
  const begins = change.kind === 'promote' ? change.from : change.entryDate;
  return told.leavingDate < begins ? { kind: 'clash' } : change;
}

function keyOf({ index, dto: { schoolId, source } }: PupilItem): string {
  return source ? `${schoolId}\n${source.system}\n${source.id}` : `${index}`;
}

/** What becomes of the spells of each pupil who is known. The pupils' rows are held, as whoever writes spells does. */
async function readChanges(
  tx: Transaction,
  items: readonly PupilItem[],
): Promise<Map<number, RollChange<EnrolmentEntity>>> {
  const day = today();
  const changes = new Map<number, RollChange<EnrolmentEntity>>();
  // Of a pupil who is told twice, the spell that is told last counts.
  const last = new Map(items.map((it) => [keyOf(it), it]));
  const groups = Map.groupBy(last.values(), ({ dto }) => `${dto.schoolId}\n${dto.source?.system ?? ''}`);
  for (const group of groups.values()) {
    const { schoolId, source } = group[0]!.dto;
    if (!source) continue;
    for (const part of inParts(group)) {
      const known = await tx.lock(
        PupilEntity,
        `where owner_id = ? and source_system = ? and source_id in (${places(part.length)})`,
        [schoolId, source.system, ...part.map((it) => it.dto.source!.id)],
      );
      const spells = await spellsOf(tx, schoolId, known);
      const bySource = new Map(known.map((it) => [it.sourceId, it.id]));
      for (const { index, dto } of part) {
        const pupilId = bySource.get(dto.source!.id);
        if (pupilId === undefined || !dto.enrolment) continue;
        const change = rollChange(spells.get(pupilId) ?? [], dto.enrolment, day);
        changes.set(index, unlessLeft(change, dto.enrolment));
      }
    }
  }
  return changes;
}

async function spellsOf(
  tx: Transaction,
  schoolId: string,
  pupils: readonly PupilEntity[],
): Promise<Map<string, EnrolmentEntity[]>> {
  if (pupils.length === 0) return new Map();
  const rows = await tx.lock(
    EnrolmentEntity,
    `where owner_id = ? and pupil_id in (${places(pupils.length)})`,
    [schoolId, ...pupils.map((it) => it.id)],
  );
  return Map.groupBy(rows, (it) => it.pupilId);
}
