import { isSensitive } from '@espalier/sdk/manifest';
import type { LogLine } from '@espalier/sdk/sandbox';
import { newId } from '../../common/ids.js';
import type { Transaction } from '../../database/transaction.js';
import { PluginLogLineEntity } from './plugin-log-line.entity.js';

/** Which policy wrote, for which school, and what it was asked for. */
export interface LogSource {
  readonly ownerId: string;
  readonly plugin: string;
  readonly version: string;
  readonly policyId: string;
  readonly inputs: readonly string[];
  readonly runId: string;
}

/** Lines that stay of one run of a policy. */
const MOST_LINES = 100;

const DAYS_KEPT = 30;

const LINE_CHARS = 500;

/**
 * Keeps what a policy wrote to `console`, at most a hundred lines of a run, and drops what the plugin wrote at this
 * school more than thirty days ago.
 */
export async function keepLogLines(
  tx: Transaction,
  { inputs, ownerId, plugin, version, policyId, runId }: LogSource,
  lines: readonly LogLine[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx.write('delete from plugin_log_line where owner_id = ? and plugin = ? and at < ?', [
    ownerId,
    plugin,
    daysBefore(tx.at, DAYS_KEPT),
  ]);
  const [kept] = await tx.query<{ n: number }>(
    'select count(*) as n from plugin_log_line where owner_id = ? and run_id = ? and plugin = ? and policy_id = ?',
    [ownerId, runId, plugin, policyId],
  );
  const onSensitiveInputs = inputs.some(isSensitive);
  const rows = lines.slice(0, Math.max(0, MOST_LINES - kept!.n)).map(({ level, text }) => ({
    ...{ ownerId, plugin, version, policyId, runId },
    id: newId(),
    at: tx.at,
    level,
    line: text.slice(0, LINE_CHARS),
    onSensitiveInputs,
  }));
  tx.append(PluginLogLineEntity, ...rows);
}

function daysBefore(instant: string, days: number): string {
  return new Date(Date.parse(instant) - days * 86_400_000).toISOString();
}
