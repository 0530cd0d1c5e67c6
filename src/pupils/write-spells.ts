import type { BatchWrite } from '../auth/batches/carry-out-batch.js';
import type { RequestContext } from '../auth/request-context.js';
import { type DomainError, invalid } from '../common/errors/domain-error.js';
import type { BatchDone } from '../common/http/batch.js';
import { places } from '../database/database.js';
import { inParts } from '../database/in-parts.js';
import type { Transaction } from '../database/transaction.js';
import { CharacteristicEntity } from './characteristic.entity.js';
import { EnrolmentEntity } from './enrolment.entity.js';
import { holdPupils } from './hold-pupils.js';
import type { PupilEntity } from './pupil.entity.js';
import { SenNeedEntity } from './sen-needs/sen-need.entity.js';
import type { CharacteristicItemDto, EnrolmentItemDto } from './spell.dto.js';
import { characteristicFaults, rollFaults } from './spell-rules.js';
import { type ContentOf, type Surroundings, writePupilFacts } from './write-pupil-facts.js';

type Outcomes = Map<number, BatchDone | DomainError>;

/** Adds spells on the roll, or changes those with the same source key; the pupils are held. */
export function writeEnrolments(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly BatchWrite<EnrolmentItemDto>[],
  bySource: boolean,
): Promise<Outcomes> {
  const kind = { entity: EnrolmentEntity, what: 'A spell on the roll', read: readEnrolment };
  return writePupilFacts(tx, ctx, kind, items, bySource);
}

/** Adds spells of characteristics, or changes those with the same source key; the pupils are held before their needs. */
export async function writeCharacteristics(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly BatchWrite<CharacteristicItemDto>[],
  bySource: boolean,
): Promise<Outcomes> {
  const ids = items.flatMap(({ dto }) => (dto.kind === 'sen' ? [dto.pupilId] : []));
  const pupils = await holdPupils(
    tx,
    ctx,
    items.map(({ dto }) => dto.pupilId),
  );
  const needs = await readNeeds(
    tx,
    ids.flatMap((it) => pupils.get(it) ?? []),
  );
  const kind = {
    entity: CharacteristicEntity,
    what: 'A spell of a characteristic',
    read: (dto: CharacteristicItemDto, at: Surroundings<CharacteristicEntity>) =>
      readCharacteristic(dto, at, needs.get(at.pupil.id) ?? []),
  };
  return writePupilFacts(tx, ctx, kind, items, bySource);
}

/** An end that a body leaves out stays as it is. */
function readEnrolment(
  { ncYear, status, entryDate, leavingDate }: EnrolmentItemDto,
  { before, others }: Surroundings<EnrolmentEntity>,
): ContentOf<EnrolmentEntity> | DomainError {
  const end = leavingDate === undefined ? (before?.leavingDate ?? null) : leavingDate;
  const content = { ncYear, status, entryDate, leavingDate: end };
  const faults = rollFaults(content, others);
  return faults.length > 0 ? invalid(...faults) : content;
}

function readCharacteristic(
  { kind, value, startDate, endDate }: CharacteristicItemDto,
  { before, others }: Surroundings<CharacteristicEntity>,
  needs: readonly SenNeedEntity[],
): ContentOf<CharacteristicEntity> | DomainError {
  if (before && before.kind !== kind) {
    const detail = `The spell with this source key is of ${before.kind}; a spell’s kind stays.`;
    return invalid({ pointer: '/kind', code: 'kind-stays', detail });
  }
  const end = endDate === undefined ? (before?.endDate ?? null) : endDate;
  const content = { kind, value, startDate, endDate: end };
  const faults = characteristicFaults(content, others, needs);
  return faults.length > 0 ? invalid(...faults) : content;
}

async function readNeeds(
  tx: Transaction,
  pupils: readonly PupilEntity[],
): Promise<Map<string, SenNeedEntity[]>> {
  const found: SenNeedEntity[] = [];
  for (const [ownerId, group] of Map.groupBy(pupils, (it) => it.ownerId)) {
    for (const part of inParts(group.map((it) => it.id).toSorted())) {
      const where = `where owner_id = ? and pupil_id in (${places(part.length)})`;
      found.push(...(await tx.lock(SenNeedEntity, where, [ownerId, ...part])));
    }
  }
  return Map.groupBy(found, (it) => it.pupilId);
}
