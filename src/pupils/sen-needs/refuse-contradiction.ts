import { invalid } from '../../common/errors/domain-error.js';
import type { Transaction } from '../../database/transaction.js';
import { contradictedNeed, type SenSpell } from './check-needs.js';
import { SenNeedEntity } from './sen-need.entity.js';

/** Refuses a spell of SEN provision that says there is none while a need is recorded. The pupil is held. */
export async function refuseContradiction(
  tx: Transaction,
  pupil: { readonly ownerId: string; readonly id: string },
  spell: SenSpell,
): Promise<void> {
  const ofPupil = 'where owner_id = ? and pupil_id = ?';
  const needs = await tx.select(SenNeedEntity, ofPupil, [pupil.ownerId, pupil.id]);
  const need = contradictedNeed(needs, spell);
  if (!need) return;
  throw invalid({
    pointer: '/value',
    code: 'need-recorded',
    detail: `The need ${need.needType} is recorded from ${need.startDate} to ${need.endDate ?? 'today'}: end it first.`,
  });
}
