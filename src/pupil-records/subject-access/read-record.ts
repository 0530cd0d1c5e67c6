import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { codecFor, type RawRow } from '../../database/row-codec.js';
import { DifferentiationRoundEntity } from '../../evaluation/differentiation/differentiation-round.entity.js';
import { SuggestedGroupEntity } from '../../evaluation/differentiation/suggested-group.entity.js';
import { EvaluationEntity } from '../../evaluation/runs/evaluation.entity.js';
import { TargetSetEntity } from '../../targets/sets/target-set.entity.js';
import type { PupilEntity } from '../../pupils/pupil.entity.js';
import type { RecordTable } from '../record-tables.js';
import { titleOf } from './record-words.js';
import type { HeldRecordView, HeldSectionView } from './subject-access.view.js';

/** Members that say nothing about the pupil: keys by which rows are found, ordered and told apart. */
const KEYS: ReadonlySet<string> = new Set([
  'ownerId',
  'id',
  'pupilId',
  'sinceVersion',
  'recordedAt',
  'untilVersion',
  'surnameKey',
  'forenameKey',
  'activeKey',
  'activeSource',
]);

/** All rows of one table about a pupil, those that stand first, then those of the past with when they ended. */
export async function readSection(
  reader: Reader,
  table: RecordTable,
  pupil: Pick<PupilEntity, 'ownerId' | 'id'>,
): Promise<HeldSectionView> {
  const codec = codecFor(table.entity);
  const where = `where owner_id = ? and ${table.pupilColumn} = ?`;
  const params = [pupil.ownerId, pupil.id];
  const select = (from: string, more = '') =>
    reader.query(`select ${codec.selectList}${more} from ${from} ${where}`, params);
  const current = codec.decode(await select(table.table)) as RawRow[];
  const past = table.fact
    ? (codec.decode(await select(`${table.table}_history`, ', until_version as untilVersion')) as RawRow[])
    : [];
  const ended = await instantsOf(reader, pupil.ownerId, past);
  const rows = (await OF_POLICIES[table.table]?.(reader, current)) ?? current;
  const records = [...inOrder(rows), ...inOrder(past)].map((row): HeldRecordView => ({
    id: (row['id'] as string | undefined) ?? null,
    recordedAt: (row['recordedAt'] as string | undefined) ?? null,
    replacedAt: ended.get(row['untilVersion'] as number) ?? null,
    values: Object.fromEntries(Object.entries(row).filter(([member]) => !KEYS.has(member))),
  }));
  return { resource: table.resource, title: titleOf(table.resource), records };
}

function inOrder(rows: readonly RawRow[]): RawRow[] {
  const key = (row: RawRow) => `${String(row['recordedAt'])} ${String(row['id'])}`;
  return rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** When each version of a school was. */
async function instantsOf(
  reader: Reader,
  ownerId: string,
  past: readonly RawRow[],
): Promise<Map<number, string>> {
  const instants = new Map<number, string>();
  for (const part of inParts(past.map((it) => it['untilVersion'] as number))) {
    const rows = await reader.query<{ version: number; at: string }>(
      `select version, at from change_event where owner_id = ? and version in (${places(part.length)})`,
      [ownerId, ...part],
    );
    for (const { version, at } of rows) instants.set(version, at);
  }
  return instants;
}

/** Answers of policies with the policy in the place of its number in the run, and with what it could see. */
async function withPolicies(reader: Reader, rows: readonly RawRow[]): Promise<RawRow[]> {
  const runs = new Map<string, EvaluationEntity>();
  for (const part of inParts(rows.map((it) => it['evaluationId'] as string))) {
    const found = await reader.select(EvaluationEntity, `where id in (${places(part.length)})`, part);
    for (const it of found) runs.set(it.id, it);
  }
  return rows.map(({ policy: place, ...row }) => {
    const run = runs.get(row['evaluationId'] as string)!;
    const policy = run.facts.policies[place as number]!;
    const { plugin, version, policyId, inputs, settings } = policy;
    return { ...row, recordedAt: run.startedAt, asOf: run.asOf, plugin, version, policyId, inputs, settings };
  });
}

/** Proposals of targets with the policy that made them, and with what it could see. */
async function withProposers(reader: Reader, rows: readonly RawRow[]): Promise<RawRow[]> {
  const sets = new Map<string, TargetSetEntity>();
  for (const part of inParts(rows.map((it) => it['targetSetId'] as string))) {
    const found = await reader.select(TargetSetEntity, `where id in (${places(part.length)})`, part);
    for (const it of found) sets.set(it.id, it);
  }
  return rows.map((row) => {
    const set = sets.get(row['targetSetId'] as string)!;
    const { plugin, version, policyId, inputs, settings } = set.policy!;
    const policy = { plugin, version, policyId, inputs, settings };
    return { ...row, recordedAt: set.recordedAt, asOf: set.baselineOn, ...policy };
  });
}

/** Answers on how to teach with the policy that gave them, and with what it could see. */
async function withDifferentiators(reader: Reader, rows: readonly RawRow[]): Promise<RawRow[]> {
  const rounds = new Map<string, DifferentiationRoundEntity>();
  for (const part of inParts(rows.map((it) => it['differentiationRoundId'] as string))) {
    const where = `where id in (${places(part.length)})`;
    for (const it of await reader.select(DifferentiationRoundEntity, where, part)) rounds.set(it.id, it);
  }
  return rows.map(({ policy: place, ...row }) => {
    const round = rounds.get(row['differentiationRoundId'] as string)!;
    const { plugin, version, policyId, inputs, settings } = round.facts.policies[place as number]!;
    const policy = { plugin, version, policyId, inputs, settings };
    return { ...row, recordedAt: round.recordedAt, asOf: round.asOf, subject: round.subject, ...policy };
  });
}

/** Suggested groups that the pupil was in, with why they were suggested. */
async function withSuggestions(reader: Reader, rows: readonly RawRow[]): Promise<RawRow[]> {
  const groups = new Map<string, SuggestedGroupEntity>();
  for (const part of inParts(rows.map((it) => it['suggestedGroupId'] as string))) {
    const where = `where id in (${places(part.length)})`;
    for (const it of await reader.select(SuggestedGroupEntity, where, part)) groups.set(it.id, it);
  }
  return rows.map((row) => {
    const { recordedAt, title, reason, subject, status } = groups.get(row['suggestedGroupId'] as string)!;
    return { ...row, recordedAt, title, reason, subject, status };
  });
}

/** Answers of policies by table: what is told of them beside their rows. */
const OF_POLICIES: Readonly<Record<string, (reader: Reader, rows: readonly RawRow[]) => Promise<RawRow[]>>> =
  {
    evaluation_result: withPolicies,
    target_proposal: withProposers,
    differentiation_answer: withDifferentiators,
    suggested_group_pupil: withSuggestions,
  };
