import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { InterventionEntity } from '../../interventions/intervention.entity.js';
import { expectedChange } from '../../interventions/measures/expected-change.js';
import { TargetEntity } from '../../targets/target.entity.js';
import { readDosages } from '../snapshots/read-dosages.js';
import { readProvided } from '../snapshots/read-provided.js';
import type { SnapshotFrame } from '../snapshots/snapshot-reader.js';
import { meanGain } from './mean-gain.js';

/** The mean gain of those who had some kinds of provision before, by key; null where too few are known. */
export async function readMeanGains(
  reader: Reader,
  ownerId: string,
  { asOf, knownVersion, frameworks }: SnapshotFrame,
  provisionTypes: readonly string[],
): Promise<ReadonlyMap<string, number | null>> {
  const measured = await readMeasured(reader, ownerId, asOf, provisionTypes);
  const pupilIds = [...new Set(measured.map((it) => it.pupilId))].sort();
  const rows = measured.map((it) => ({
    id: it.id,
    start_date: it.startDate,
    end_date: it.endDate,
    provision_id: it.provisionId,
    provision_type_id: it.provisionTypeId,
  }));
  const provided = await readProvided(reader, ownerId, knownVersion, rows);
  const [targets, dosages] = await Promise.all([
    readTargets(reader, ownerId, pupilIds),
    readAllDosages(ownerId, pupilIds, (span) =>
      readDosages(reader, span, { asOf, knownVersion }, rows, provided),
    ),
  ]);
  const byType = Map.groupBy(measured, (it) => it.provisionTypeKey);
  return new Map(
    provisionTypes.map((key) => [
      key,
      meanGain(
        (byType.get(key) ?? []).map((it) => {
          const framework = frameworks.get(it.measureFrameworkId!);
          return {
            direction: framework?.direction ?? 1,
            tolerance: framework?.tolerance ?? null,
            entry: it.entryMeasure!,
            exit: it.exitMeasure!,
            expectedChange: expectedChange(it, targets.get(it.pupilId) ?? []),
            dosage: dosages.get(it.id) ?? null,
          };
        }),
      ),
    ]),
  );
}

/** Places that were measured at both ends in one framework by a day. */
async function readMeasured(
  reader: Reader,
  ownerId: string,
  asOf: string,
  provisionTypes: readonly string[],
): Promise<InterventionEntity[]> {
  const found: InterventionEntity[] = [];
  for (const part of inParts(provisionTypes)) {
    const rows = await reader.select(
      InterventionEntity,
      `where owner_id = ? and provision_type_key in (${places(part.length)})
        and status in ('active', 'reviewed', 'closed') and measure_framework_id is not null
        and entry_measure is not null and exit_measure is not null and exit_date <= ? order by id`,
      [ownerId, ...part, asOf],
    );
    found.push(...rows);
  }
  return found;
}

async function readTargets(
  reader: Reader,
  ownerId: string,
  pupilIds: readonly string[],
): Promise<Map<string, TargetEntity[]>> {
  const found: TargetEntity[] = [];
  for (const part of inParts(pupilIds)) {
    const where = `where owner_id = ? and pupil_id in (${places(part.length)})
      and status in ('agreed', 'active', 'met', 'missed')`;
    found.push(...(await reader.select(TargetEntity, where, [ownerId, ...part])));
  }
  return Map.groupBy(found, (it) => it.pupilId);
}

async function readAllDosages(
  ownerId: string,
  pupilIds: readonly string[],
  read: (span: Parameters<typeof readDosages>[1]) => Promise<ReadonlyMap<string, number>>,
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const part of inParts(pupilIds)) {
    const some = await read({ ownerId, pupilIds: part, contiguous: false });
    for (const [id, share] of some) found.set(id, share);
  }
  return found;
}
