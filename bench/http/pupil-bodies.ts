import { makeUpn } from '../../src/pupils/upn.ts';

/** The body that makes the `n`-th pupil, valid and like no other. */
export function pupilBody(schoolId: string, n: number): Record<string, unknown> {
  const upn = makeUpn({
    laCode: '999',
    establishment: String(1000 + (Math.floor(n / 20_000) % 9000)),
    year: 2000 + (Math.floor(n / 1000) % 20),
    serial: n % 1000,
  });
  return {
    schoolId,
    upn,
    legalForename: `Forename ${n}`,
    legalSurname: `Surname ${n}`,
    dateOfBirth: '2014-03-09',
    sex: n % 2 === 0 ? 'F' : 'M',
    source: { system: 'bench', id: `p-${n}` },
  };
}
