import { makeUpn } from '../../src/pupils/upn.js';
import { type ApiClient, signIn, signInStaff } from './client.js';
import type { TestServer } from './server.js';

let serial = 0;

/** A number that no other call in this suite gets. */
export function next(): number {
  return ++serial;
}

export interface School {
  readonly id: string;
  readonly urn: string;
  readonly establishment: string;
}

/** Adds a school that is like no other. */
export async function makeSchool(admin: ApiClient, members: Record<string, unknown> = {}): Promise<School> {
  const n = next();
  return admin.expect(
    admin.post<School>('/api/v1/schools', {
      urn: String(100_000 + n),
      laCode: '999',
      establishment: String(4_000 + n),
      name: `School ${n}`,
      phase: 'secondary',
      ...members,
    }),
  );
}

/** The body of a valid pupil. */
export function pupilBody(school: School, members: Record<string, unknown> = {}): Record<string, unknown> {
  const n = next();
  return {
    schoolId: school.id,
    upn: makeUpn({
      laCode: '999',
      establishment: school.establishment,
      year: 2025 - Math.floor(n / 1000),
      serial: n % 1000,
    }),
    legalForename: `Forename${n}`,
    legalSurname: `Surname${n}`,
    dateOfBirth: '2014-03-09',
    sex: 'F',
    source: { system: 'mis', id: `p-${n}` },
    enrolment: { ncYear: '7', status: 'C', entryDate: '2025-09-01' },
    ...members,
  };
}

/** Adds a pupil. */
export async function makePupil(
  api: ApiClient,
  school: School,
  members: Record<string, unknown> = {},
): Promise<{ id: string; version: number; upn: string; source: { system: string; id: string } }> {
  return api.expect(api.post('/api/v1/pupils', pupilBody(school, members)));
}

/** The body of a valid framework, numeric from 0 to 60. */
export function frameworkBody(
  school: Pick<School, 'id'>,
  members: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    schoolId: school.id,
    key: `framework-${next()}`,
    title: 'Reading test, 0 to 60',
    kind: 'numeric',
    min: 0,
    max: 60,
    step: 1,
    tolerance: 3,
    expectations: { 7: 30 },
    higherStandard: 50,
    ...members,
  };
}

/** The body of a valid result in grades from 0 to 20. */
export function resultBody(
  pupil: { readonly id: string },
  members: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    pupilId: pupil.id,
    subject: 'mathematics',
    framework: { key: 'twenty' },
    date: '2026-04-10',
    value: 12,
    status: 'R',
    resultSource: 'teacher',
    ...members,
  };
}

/** The body of a valid target in grades from 0 to 20, active. */
export function targetBody(
  pupil: { readonly id: string },
  members: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    pupilId: pupil.id,
    subject: 'mathematics',
    framework: { key: 'twenty' },
    baseline: { date: '2026-01-09', value: 10 },
    target: { value: 12 },
    due: '2026-07-10',
    ...members,
  };
}

/** The body of a valid kind of provision. */
export function provisionTypeBody(
  school: Pick<School, 'id'>,
  members: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    schoolId: school.id,
    key: `kind-${next()}`,
    title: 'Reading group',
    wave: 2,
    category: 'additional-learning-support',
    feature: 'intervention',
    dosage: { weeks: 12, sessionsPerWeek: 3, minutes: 30, groupSize: 6 },
    entryCriteria: 'Below trajectory',
    exitCriteria: 'On trajectory',
    ...members,
  };
}

/** The body of a valid provision in the autumn of 2026; its kind is among the members. */
export function provisionBody(
  school: Pick<School, 'id'>,
  members: Record<string, unknown> & { readonly provisionTypeId: string },
): Record<string, unknown> {
  return {
    schoolId: school.id,
    name: `Group ${next()}`,
    startDate: '2026-09-07',
    endDate: '2026-12-18',
    capacity: 6,
    ...members,
  };
}

/** A client of some schools (null: all) with some scopes, signed in. */
export async function makeClient(
  server: Pick<TestServer, 'url'>,
  admin: ApiClient,
  scopes: readonly string[],
  schoolIds: readonly string[] | null,
): Promise<ApiClient> {
  const clientId = `client-${next()}`;
  const { clientSecret } = await admin.expect(
    admin.post<{ clientSecret: string }>('/api/v1/clients', { clientId, name: clientId, scopes, schoolIds }),
  );
  return signIn(server, { id: clientId, secret: clientSecret });
}

/** A member of staff of a school, signed in. */
export async function makeStaff(
  server: Pick<TestServer, 'url'>,
  admin: ApiClient,
  school: School,
  roles: readonly string[] = ['senco'],
): Promise<{ api: ApiClient; staffId: string; name: string }> {
  const n = next();
  const email = `staff${n}@test.school`;
  const password = `password-${n}-long`;
  const body = { schoolId: school.id, name: `Staff ${n}`, email, roles, password };
  const { id, name } = await admin.expect(admin.post<{ id: string; name: string }>('/api/v1/staff', body));
  return { api: await signInStaff(server, email, password), staffId: id, name };
}
