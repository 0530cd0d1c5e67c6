import type { StaffRole } from '../../auth/scopes.js';
import { StaffEntity } from '../../auth/staff/staff.entity.js';
import { AssessmentPointEntity } from '../../schools/assessment-points/assessment-point.entity.js';
import { SchoolEntity } from '../../schools/school.entity.js';
import { FORENAMES, SURNAMES } from '../demo-names.js';
import { DEMO_SOURCE } from '../demo-source.js';
import { SeededRandom } from '../seeded-random.js';
import { dayIn, roundsOf } from './calendar.js';
import { recordedOn, type Telling } from './telling.js';

/** Who may sign in at the first school, with passwords that everybody knows. */
export interface DemoSignIn {
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  /** Which of the school's posts the person holds: `senco`, `leader`, `administrator`, `teacher1` … */
  readonly post: string;
}

/** A school's people and assessment points, as far as the rest of its past names them. */
export interface ToldSchool {
  readonly sencoId: string;
  readonly leaderId: string;
  /** Those who teach. */
  readonly teacherIds: readonly string[];
  /** In the same order. */
  readonly teacherNames: readonly string[];
  /** By date. */
  readonly points: ReadonlyMap<string, string>;
}

/** One for each class of a primary; a secondary's teach about eight groups each. */
const TEACHERS = { primary: 14, secondary: 44 };

const TERM_NAMES = ['Autumn', 'Spring', 'Summer'];

/** Tells of the school itself, of its staff and of when it assesses. */
export function tellSchool(telling: Telling, signIns: readonly DemoSignIn[]): ToldSchool {
  const { past, school, calendar } = telling;
  const at = recordedOn(telling, calendar.start, 6);
  const { urn, laCode, establishment, name, phase } = school;
  past.create(SchoolEntity, at, {
    id: past.ownerId,
    urn,
    laCode,
    establishment,
    name,
    phase,
    trustId: telling.trustId,
  });
  return { ...tellStaff(telling, signIns), points: tellPoints(telling) };
}

function tellStaff(telling: Telling, signIns: readonly DemoSignIn[]): Omit<ToldSchool, 'points'> {
  const { past, school, seed, calendar } = telling;
  const random = SeededRandom.of(seed, 'staff', school.urn);
  const at = recordedOn(telling, calendar.start, 6);
  const add = (post: string, roles: StaffRole[]) => {
    const known = signIns.find((it) => it.post === post);
    const { row } = past.create(StaffEntity, at, {
      name: known?.name ?? `${random.pick([...FORENAMES.F, ...FORENAMES.M])} ${random.pick(SURNAMES)}`,
      email: known?.email ?? `${post}@school-${school.urn}.example`,
      roles,
      passwordHash: known?.passwordHash ?? null,
      enabled: true,
      sourceSystem: DEMO_SOURCE,
      sourceId: `staff-${post}`,
    });
    return row;
  };
  const [{ id: sencoId }, { id: leaderId }] = [add('senco', ['senco']), add('leader', ['leader'])];
  add('administrator', ['administrator']);
  const teachers = Array.from({ length: TEACHERS[school.phase] }, (_, i) =>
    add(`teacher${i + 1}`, ['teacher']),
  );
  return {
    sencoId,
    leaderId,
    teacherIds: teachers.map((it) => it.id),
    teacherNames: teachers.map((it) => it.name),
  };
}

/** All assessments of the academic years, the present one's to come too. */
function tellPoints(telling: Telling): Map<string, string> {
  const { past, calendar } = telling;
  const points = new Map<string, string>();
  for (let year = calendar.firstYear; year <= calendar.presentYear; year += 1) {
    const at = recordedOn(telling, dayIn(year, '09-01'), 7);
    roundsOf(year).forEach((date, i) => {
      const name = `${TERM_NAMES[i]!} ${year}/${String(year + 1).slice(2)}`;
      points.set(date, past.create(AssessmentPointEntity, at, { name, date }).row.id);
    });
  }
  return points;
}
