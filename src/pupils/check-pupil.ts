import { today } from '../common/instants.js';
import type { Fault } from '../common/errors/domain-error.js';
import type { CreateEnrolmentDto, CreatePupilDto } from './pupil.dto.js';
import { checkUln } from './uln.js';
import { checkUpn } from './upn.js';

/** The members of a pupil that rules hold between. */
export type PupilFacts = Pick<CreatePupilDto, 'upn' | 'upnReason' | 'formerUpn' | 'uln' | 'dateOfBirth'>;

/** The faults of a pupil by the rules of the UPN and ULN guides. */
export function pupilFaults(pupil: PupilFacts, root = ''): Fault[] {
  const faults: Fault[] = [];
  const { upn, upnReason, formerUpn, uln, dateOfBirth } = pupil;
  if (upn) {
    const checked = checkUpn(upn);
    if (!checked.ok) faults.push({ pointer: `${root}/upn`, code: checked.code, detail: checked.detail });
    if (upnReason) {
      faults.push({
        pointer: `${root}/upnReason`,
        code: 'upn-given',
        detail: 'A reason stands only where there is no UPN.',
      });
    }
  } else if (!upnReason) {
    faults.push({
      pointer: `${root}/upn`,
      code: 'upn-missing',
      detail: 'Give the UPN, or upnReason: why there is none.',
    });
  }
  if (formerUpn) {
    const checked = checkUpn(formerUpn);
    if (!checked.ok)
      faults.push({ pointer: `${root}/formerUpn`, code: checked.code, detail: checked.detail });
  }
  if (uln) {
    const checked = checkUln(uln);
    if (!checked.ok) faults.push({ pointer: `${root}/uln`, code: checked.code, detail: checked.detail });
  }
  if (dateOfBirth > today()) {
    faults.push({
      pointer: `${root}/dateOfBirth`,
      code: 'in-future',
      detail: 'The date of birth lies in the future.',
    });
  }
  return faults;
}

/** The faults of a spell on the roll in itself. */
export function enrolmentFaults(
  enrolment: Pick<CreateEnrolmentDto, 'entryDate' | 'leavingDate'>,
  root = '',
): Fault[] {
  const { entryDate, leavingDate } = enrolment;
  if (!leavingDate || leavingDate >= entryDate) return [];
  return [
    {
      pointer: `${root}/leavingDate`,
      code: 'ends-before-start',
      detail: 'The leaving date lies before the entry date.',
    },
  ];
}
