import { CharacteristicEntity } from '../../../pupils/characteristic.entity.js';
import { EnrolmentEntity } from '../../../pupils/enrolment.entity.js';
import { SenNeedEntity } from '../../../pupils/sen-needs/sen-need.entity.js';
import { timelineKind } from '../timeline-kind.js';

const enrolment = {
  entity: EnrolmentEntity,
  members: ['ncYear', 'status', 'entryDate', 'leavingDate'],
  scope: 'pupils:read',
} as const;

const characteristic = {
  entity: CharacteristicEntity,
  members: ['kind', 'value', 'startDate', 'endDate'],
  scope: 'pupils:read',
  sensitive: true,
} as const;

const senNeed = {
  entity: SenNeedEntity,
  members: ['needType', 'needRank', 'startDate', 'endDate'],
  scope: 'pupils:read',
  sensitive: true,
} as const;

/** Spells on the roll and of characteristics and needs: where they begin, and where they end. */
export const PUPIL_KINDS = [
  timelineKind({
    ...enrolment,
    kind: 'enrolment',
    date: 'entryDate',
    tell: (row) => ({ title: `On roll in year ${row.ncYear}`, detail: row }),
  }),
  timelineKind({
    ...enrolment,
    kind: 'enrolment-end',
    date: 'leavingDate',
    tell: (row) => ({ title: `Last day on roll in year ${row.ncYear}`, detail: row }),
  }),
  timelineKind({
    ...characteristic,
    kind: 'characteristic',
    date: 'startDate',
    tell: (row) => ({ title: `Recorded as ${row.kind}: ${row.value}`, detail: row }),
  }),
  timelineKind({
    ...characteristic,
    kind: 'characteristic-end',
    date: 'endDate',
    tell: (row) => ({ title: `Last day recorded as ${row.kind}: ${row.value}`, detail: row }),
  }),
  timelineKind({
    ...senNeed,
    kind: 'sen-need',
    date: 'startDate',
    tell: (row) => ({ title: `Special educational need: ${row.needType}`, detail: row }),
  }),
  timelineKind({
    ...senNeed,
    kind: 'sen-need-end',
    date: 'endDate',
    tell: (row) => ({ title: `Last day of the need ${row.needType}`, detail: row }),
  }),
];
