import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addFactColumns, dropFactColumns, id, longText, nullable, table, text } from './table.js';

const PROPOSALS = table('target_proposal', {
  columns: {
    owner_id: id,
    target_set_id: id,
    pupil_id: id,
    outcome: text(20),
    target_id: nullable(id),
    verdicts: nullable(longText),
    reason: nullable(text(20)),
    detail: nullable(text(500)),
    input_digest: text(43),
  },
  key: ['owner_id', 'target_set_id', 'pupil_id'],
  indices: { ix_target_proposal_pupil: ['owner_id', 'pupil_id'] },
});

/** Targets that policies propose: what was proposed stays with the target, and what each pupil got with the set. */
export class TargetProposals1700000000032 implements MigrationInterface {
  name = 'TargetProposals1700000000032';

  async up(runner: QueryRunner): Promise<void> {
    await addFactColumns(runner, 'target', { proposal: longText });
    await addFactColumns(runner, 'target_set', { policy: longText });
    await runner.createTable(PROPOSALS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(PROPOSALS);
    await dropFactColumns(runner, 'target_set', ['policy']);
    await dropFactColumns(runner, 'target', ['proposal']);
  }
}
