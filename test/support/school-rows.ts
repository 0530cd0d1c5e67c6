import type { ApiClient } from './client.js';
import { allOf } from './evaluations.js';

interface FrameworkRef {
  readonly id: string;
  readonly key: string;
  readonly version: number;
}
interface DatedPoints {
  readonly date: string;
  readonly points: number;
}
export interface Enrolment {
  readonly pupilId: string;
  readonly ncYear: string;
  readonly status: string;
  readonly entryDate: string;
  readonly leavingDate: string | null;
}
export interface Result {
  readonly pupilId: string;
  readonly subject: string;
  readonly framework: FrameworkRef;
  readonly date: string;
  readonly points: number | null;
  readonly status: string;
  readonly supersededBy: string | null;
}
export interface Framework {
  readonly id: string;
  readonly direction: number;
  readonly tolerance: number | null;
  readonly oneOff: boolean;
  readonly expectations: Readonly<Record<string, number>>;
}
export interface Target {
  readonly id: string;
  readonly pupilId: string;
  readonly subject: string;
  readonly framework: FrameworkRef;
  readonly baseline: DatedPoints;
  readonly target: { readonly points: number };
  readonly due: string;
  readonly checkpoints: readonly DatedPoints[];
  readonly status: string;
}
interface Measure {
  readonly framework: FrameworkRef | null;
  readonly points: number;
  readonly date: string | null;
}
export interface Intervention {
  readonly id: string;
  readonly pupilId: string;
  readonly provisionType: { readonly id: string; readonly key: string };
  readonly provisionId: string | null;
  readonly subject: string | null;
  readonly status: string;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly endedOn: string | null;
  readonly targetId: string | null;
  readonly entry: Measure | null;
  readonly exit: Measure | null;
}
export interface Session {
  readonly interventionId: string;
  readonly provisionId: string | null;
  readonly date: string;
  readonly startTime: string | null;
  readonly lengthMinutes: number;
  readonly minutes: number;
  readonly attended: boolean;
  readonly absenceReason: string | null;
}
export interface Plan {
  readonly pupilId: string;
  readonly status: string;
  readonly subjects: readonly string[] | null;
}
export interface ProvisionType {
  readonly id: string;
  readonly category: string;
  readonly feature: string;
  readonly dosage: { readonly weeks: number; readonly sessionsPerWeek: number; readonly minutes: number };
}
export interface Provision {
  readonly id: string;
  readonly provisionTypeId: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly weeks: number | null;
  readonly sessionsPerWeek: number | null;
  readonly sessionMinutes: number | null;
  readonly rate: {
    readonly perHourPence: number;
    readonly roundUpToMinutes: number;
    readonly minimumMinutes: number;
  } | null;
  readonly fixedPence: number | null;
  readonly resources: readonly { readonly pence: number }[] | null;
  readonly funding: readonly { readonly fundingSourceId: string; readonly shareBasisPoints: number }[];
}
export interface Budget {
  readonly fundingSourceId: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly amountPence: number;
}
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly subject: string | null;
}
export interface Member {
  readonly pupilId: string;
  readonly groupId: string;
  readonly startDate: string;
  readonly endDate: string | null;
}

/** Everything that insights on a school are calculated from, as the API's lists give it. */
export interface SchoolRows {
  readonly sexes: ReadonlyMap<string, string | null>;
  readonly enrolments: readonly Enrolment[];
  readonly results: readonly Result[];
  readonly frameworks: ReadonlyMap<string, Framework>;
  readonly targets: readonly Target[];
  readonly interventions: readonly Intervention[];
  readonly sessions: readonly Session[];
  readonly plans: readonly Plan[];
  readonly types: ReadonlyMap<string, ProvisionType>;
  readonly provisions: readonly Provision[];
  readonly budgets: readonly Budget[];
  readonly groups: readonly Group[];
  readonly members: readonly Member[];
}

/** Reads the rows of a school page by page. */
export async function readSchool(api: ApiClient, schoolId: string): Promise<SchoolRows> {
  const list = <T>(resource: string, query = '') =>
    allOf<T>(api, `/api/v1/${resource}?schoolId=${schoolId}${query}`);
  const pupils = await list<{ id: string; sex: string | null; enrolments: Enrolment[] }>(
    'pupils',
    '&expand=enrolments',
  );
  const groups = await list<Group>('groups');
  const members = await Promise.all(
    groups.map((it) => allOf<Member>(api, `/api/v1/groups/${it.id}/members?sort=id`)),
  );
  const byId = <T extends { id: string }>(rows: readonly T[]) => new Map(rows.map((it) => [it.id, it]));
  return {
    sexes: new Map(pupils.map((it) => [it.id, it.sex])),
    enrolments: pupils.flatMap((it) => it.enrolments.map((spell) => ({ ...spell, pupilId: it.id }))),
    results: await list('results'),
    frameworks: byId(await allOf<Framework>(api, '/api/v1/frameworks?sort=id')),
    targets: await list('targets'),
    interventions: await list('interventions'),
    sessions: await list('intervention-sessions'),
    plans: await list('plans'),
    types: byId(await allOf<ProvisionType>(api, '/api/v1/provision-types?sort=id')),
    provisions: await list('provisions'),
    budgets: await list('budgets'),
    groups,
    members: members.flat(),
  };
}
