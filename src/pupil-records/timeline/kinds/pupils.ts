import { CharacteristicEntity } from '../../../pupils/characteristic.entity.js';
import { EnrolmentEntity } from '../../../pupils/enrolment.entity.js';
import { SenNeedEntity } from '../../../pupils/sen-needs/sen-need.entity.js';
import { characteristicInWords } from '../../words/characteristic-words.js';
import { meaningOf } from '../../words/code-words.js';
import { timelineKind } from '../timeline-kind.js';

/** “Year 7”, “Reception”. */
const yearInWords = (ncYear: string) => meaningOf('enrolments', 'ncYear', ncYear) ?? `Year ${ncYear}`;

const needInWords = (needType: string) => meaningOf('sen-needs', 'needType', needType) ?? needType;

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
    tell: (row) => ({ title: `On the school’s roll in ${yearInWords(row.ncYear)}`, detail: row }),
  }),
  timelineKind({
    ...enrolment,
    kind: 'enrolment-end',
    date: 'leavingDate',
    tell: (row) => ({ title: `Last day on the school’s roll in ${yearInWords(row.ncYear)}`, detail: row }),
  }),
  timelineKind({
    ...characteristic,
    kind: 'characteristic',
    date: 'startDate',
    tell: (row) => ({ title: `Recorded: ${characteristicInWords(row.kind, row.value)}`, detail: row }),
  }),
  timelineKind({
    ...characteristic,
    kind: 'characteristic-end',
    date: 'endDate',
    tell: (row) => ({
      title: `Last day recorded: ${characteristicInWords(row.kind, row.value)}`,
      detail: row,
    }),
  }),
  timelineKind({
    ...senNeed,
    kind: 'sen-need',
    date: 'startDate',
    tell: (row) => ({ title: `Special educational need: ${needInWords(row.needType)}`, detail: row }),
  }),
  timelineKind({
    ...senNeed,
    kind: 'sen-need-end',
    date: 'endDate',
    tell: (row) => ({
      title: `Last day of the special educational need: ${needInWords(row.needType)}`,
      detail: row,
    }),
  }),
];
