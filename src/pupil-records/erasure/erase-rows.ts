import { newId } from '../../common/ids.js';
import { places } from '../../database/database.js';
import type { EntityClass, FactRow } from '../../database/fact.entity.js';
import { inParts } from '../../database/in-parts.js';
import type { Transaction } from '../../database/transaction.js';
import { EvaluationResultEntity } from '../../evaluation/runs/evaluation-result.entity.js';
import type { PupilEntity } from '../../pupils/pupil.entity.js';
import type { RecordTable } from '../record-tables.js';

interface PastRow {
  readonly id: string;
  readonly since: number;
  readonly until: number;
}

/** Which rows of the pupil's, beyond that they are. */
export interface RowCondition {
  readonly sql: string;
  readonly params: readonly string[];
}

/**
 * Erases a pupil's rows in some tables, past ones too, and what the change feed and the audit trail say of them beyond
 * that there was something. The pupil's row is held by the caller. Hands back how many rows there were, by resource.
 */
export async function eraseRows(
  tx: Transaction,
  tables: readonly RecordTable[],
  pupil: PupilEntity,
  which: RowCondition = { sql: '1 = 1', params: [] },
): Promise<Record<string, number>> {
  const { ownerId } = pupil;
  const counts: Record<string, number> = {};
  const ids = new Set<string>();
  const versions = new Set<number>();
  for (const { entity, table, resource, fact, pupilColumn } of tables) {
    const where = `where owner_id = ? and ${pupilColumn} = ? and ${which.sql}`;
    const params = [ownerId, pupil.id, ...which.params];
    if (!fact) {
      const { affected } =
        entity === EvaluationResultEntity
          ? await forgetAnswers(tx, pupil)
          : await tx.write(`delete from ${table} ${where}`, params);
      if (affected > 0) counts[resource] = affected;
      continue;
    }
    const rows = await tx.lock(entity as EntityClass<FactRow>, where, params);
    const past = await tx.query<PastRow>(
      `select id, since_version as since, until_version as until from ${table}_history ${where}`,
      params,
    );
    await tx.write(`delete from ${table}_history ${where}`, params);
    for (const row of rows) tx.erase(entity as EntityClass<FactRow>, row);
    for (const { sinceVersion } of rows) versions.add(sinceVersion);
    for (const { since, until } of past) versions.add(since).add(until);
    const own = new Set([...rows, ...past].map((it) => it.id));
    for (const it of own) ids.add(it);
    if (own.size > 0) counts[resource] = own.size;
  }
  await forgetChanges(tx, ownerId, versions);
  await forgetDetails(tx, ownerId, ids);
  return counts;
}

/**
 * What policies answered stays counted in its run, under an id that leads nowhere; what they saw and said is gone.
 * Batches of runs name the pupil no more.
 */
async function forgetAnswers(tx: Transaction, { ownerId, id }: PupilEntity) {
  const nobody = newId();
  await tx.write(
    'update evaluation_batch set pupil_ids = replace(pupil_ids, ?, ?) where owner_id = ? and pupil_ids like ?',
    [id, nobody, ownerId, `%${id}%`],
  );
  return tx.write(
    `update evaluation_result set pupil_id = ?, verdicts = null, reason = 'erased', detail = null, input_digest = ''
      where owner_id = ? and pupil_id = ?`,
    [nobody, ownerId, id],
  );
}

/** The feed keeps its versions without gaps, and no natural keys of what is erased. */
async function forgetChanges(tx: Transaction, ownerId: string, versions: Iterable<number>): Promise<void> {
  for (const part of inParts(versions)) {
    await tx.write(
      `update change_event set natural_key = null where owner_id = ? and version in (${places(part.length)})`,
      [ownerId, ...part],
    );
  }
}

/** Who did what and when stays; with which details goes. */
async function forgetDetails(tx: Transaction, ownerId: string, ids: Iterable<string>): Promise<void> {
  for (const part of inParts(ids)) {
    await tx.write(
      `update audit_event set detail = null where owner_id = ? and resource_id in (${places(part.length)})`,
      [ownerId, ...part],
    );
  }
}
