import { pupilBody } from '../http/pupil-bodies.ts';

/** The date as of which pupils are evaluated: after the last result, before the targets are due. */
export const AS_OF = '2026-07-10';

export const SUBJECTS = ['mathematics', 'reading', 'writing'] as const;

const DATES = ['2025-10-10', '2025-12-05', '2026-01-30', '2026-03-20', '2026-05-08', '2026-07-03'];
const BASELINE = 8;
const TARGET = { target: 14, due: '2026-07-24' };

/** A row of a fact without what the unit of work sets. */
export type Row = Readonly<Record<string, unknown>>;

/** The framework of a school of its own, from 0 to 20 with a tolerance of 1. */
export function frameworkRow(ownerId: string, id: string): Row {
  return {
    ownerId,
    id,
    frameworkKey: 'bench-twenty',
    frameworkVersion: 1,
    title: 'Grade 0 to 20',
    kind: 'numeric',
    minPoints: 0,
    maxPoints: 20,
    step: null,
    grades: null,
    direction: 1,
    tolerance: 1,
    oneOff: false,
    expectations: [],
    higherStandard: null,
  };
}

/** The `n`-th pupil of all schools, on roll in Year 7. */
export function pupilRows(ownerId: string, id: string, n: number): { pupil: Row; enrolment: Row } {
  const { upn, legalForename, legalSurname, dateOfBirth, sex } = pupilBody(ownerId, n);
  return {
    pupil: {
      ownerId,
      id,
      upn,
      upnReason: null,
      formerUpn: null,
      uln: null,
      legalForename,
      legalSurname,
      preferredForename: null,
      preferredSurname: null,
      surnameKey: String(legalSurname).toLowerCase(),
      forenameKey: String(legalForename).toLowerCase(),
      dateOfBirth,
      sex,
      sourceSystem: 'bench',
      sourceId: `p-${n}`,
    },
    enrolment: { ownerId, pupilId: id, ncYear: '7', status: 'C', entryDate: '2025-09-01', leavingDate: null },
  };
}

/** Six results in each of three subjects; of ten pupils three fall behind in one. */
export function resultRows(ownerId: string, pupilId: string, frameworkId: string, n: number): Row[] {
  return SUBJECTS.flatMap((subject, s) => {
    const pace = s === n % 3 && n % 10 < 3 ? 0.4 : 1.3;
    return DATES.map((date, i) => {
      const value = BASELINE + Math.round(pace * i * 2) / 2;
      const sourceId = `r-${n}-${subject}-${i}`;
      return {
        ownerId,
        pupilId,
        subject,
        frameworkId,
        frameworkKey: 'bench-twenty',
        frameworkVersion: 1,
        assessmentPointId: null,
        date,
        value,
        grade: null,
        outcome: null,
        points: value,
        status: 'R',
        resultSource: 'test',
        flag: null,
        corrects: null,
        supersededBy: null,
        sourceSystem: 'bench',
        sourceId,
        activeSource: `bench\n${sourceId}`,
      };
    });
  });
}

/** An active target in each of three subjects. */
export function targetRows(ownerId: string, pupilId: string, frameworkId: string, n: number): Row[] {
  return SUBJECTS.map((subject) => ({
    ownerId,
    pupilId,
    subject,
    frameworkId,
    frameworkKey: 'bench-twenty',
    frameworkVersion: 1,
    baselineDate: DATES[0],
    baseline: BASELINE,
    ...TARGET,
    checkpoints: null,
    challenge: null,
    belowBaselineReason: null,
    status: 'active',
    statusReason: null,
    activeKey: `${pupilId}\n${subject}\nbench-twenty`,
    sourceSystem: 'bench',
    sourceId: `t-${n}-${subject}`,
  }));
}
