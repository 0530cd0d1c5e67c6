import { addDays } from '../../common/dates.js';
import { GroupMemberEntity } from '../../pupils/groups/group-member.entity.js';
import { GroupTeacherEntity } from '../../pupils/groups/group-teacher.entity.js';
import { GroupEntity, type GroupKind } from '../../pupils/groups/group.entity.js';
import { DEMO_SOURCE } from '../demo-source.js';
import { SeededRandom } from '../seeded-random.js';
import { dayIn, yearEnd, yearStart } from './calendar.js';
import { ncYearOf } from './nc-year.js';
import type { Stay } from './roll.js';
import { SECONDARY_SUBJECTS } from './subjects.js';
import { recordedOn, type Telling } from './telling.js';
import type { ToldPupil } from './tell-pupils.js';
import type { ToldSchool } from './tell-school.js';

/** Subjects in which a secondary sets by attainment; the others are taught in forms. */
const IN_SETS: readonly string[] = ['english', 'mathematics', 'science'];
const FORM_SIZE = { primary: 20, secondary: 30 };
const FORM_NAMES = 'ABCDEFGH';
/** Pupils in a set who move to the next one half-way through the autumn. */
const MOVES_SET = { share: 0.03, day: '10-12' };

/** A pupil's stay in an academic year, for the groups of that year. */
interface Seat {
  readonly pupil: ToldPupil;
  readonly stay: Stay;
}

/**
 * Tells of the groups of the present academic year: a registration group for everybody, which in a primary is the
 * class, and in a secondary the teaching groups of each subject.
 */
export function tellGroups(
  telling: Telling,
  told: ToldSchool,
  years: ReadonlyMap<number, string>,
  pupils: readonly ToldPupil[],
): void {
  const { calendar, school } = telling;
  const year = calendar.presentYear;
  const teller = new GroupTeller(telling, told, years.get(year)!);
  const seats = pupils.flatMap((pupil) =>
    pupil.stays
      .filter((it) => it.dual?.status !== 'S' && (it.to === null || it.to >= yearStart(year)))
      .map((stay): Seat => ({ pupil, stay })),
  );
  for (const [cohort, ofYear] of Map.groupBy(seats, (it) => it.pupil.person.cohort)) {
    const name = ncYearOf(cohort, year);
    const forms = inTurn(ofYear, FORM_SIZE[school.phase]);
    forms.forEach((form, i) => teller.tell(`${name}${FORM_NAMES.charAt(i)}`, 'registration', null, form));
    if (school.phase === 'primary') continue;
    for (const subject of SECONDARY_SUBJECTS) {
      const sets = IN_SETS.includes(subject) ? byAttainment(ofYear, FORM_SIZE.secondary) : forms;
      teller.tellSubject(`${name} ${subject}`, subject, sets);
    }
  }
}

class GroupTeller {
  private groups = 0;

  constructor(
    private readonly telling: Telling,
    private readonly told: ToldSchool,
    private readonly academicYearId: string,
  ) {}

  /** The teaching groups of a subject in one year, with those who change sets. */
  tellSubject(name: string, subject: string, sets: readonly (readonly Seat[])[]): void {
    const ids = sets.map((_, i) => this.group(`${name} ${i + 1}`, 'teaching', subject));
    const moves = IN_SETS.includes(subject) && dayIn(this.year, MOVES_SET.day) < this.telling.calendar.today;
    sets.forEach((set, i) => {
      for (const seat of set) {
        const other = ids[i === 0 ? 1 : i - 1]!;
        const random = SeededRandom.of(seat.pupil.person.seed, 'set', subject);
        if (moves && seat.stay.to === null && random.chance(MOVES_SET.share)) {
          const day = dayIn(this.year, MOVES_SET.day);
          if (seat.stay.from < day) {
            this.member(ids[i]!, 'teaching', seat, null, addDays(day, -1));
            this.member(other, 'teaching', seat, day, null);
            continue;
          }
        }
        this.member(ids[i]!, 'teaching', seat, null, null);
      }
    });
  }

  tell(name: string, kind: GroupKind, subject: string | null, seats: readonly Seat[]): void {
    const id = this.group(name, kind, subject);
    for (const seat of seats) this.member(id, kind, seat, null, null);
  }

  private get year(): number {
    return this.telling.calendar.presentYear;
  }

  private group(name: string, kind: GroupKind, subject: string | null): string {
    const { past } = this.telling;
    const at = recordedOn(this.telling, yearStart(this.year), 9);
    const sourceId = `group-${this.year}-${(this.groups += 1)}`;
    const { id } = past.create(GroupEntity, at, {
      name,
      kind,
      subject,
      academicYearId: this.academicYearId,
      sourceSystem: DEMO_SOURCE,
      sourceId,
    }).row;
    const { teacherIds } = this.told;
    past.create(GroupTeacherEntity, at, {
      groupId: id,
      staffId: teacherIds[this.groups % teacherIds.length]!,
      startDate: yearStart(this.year),
      endDate: null,
      sourceSystem: DEMO_SOURCE,
      sourceId,
    });
    return id;
  }

  private member(
    groupId: string,
    kind: GroupKind,
    { pupil, stay }: Seat,
    from: string | null,
    to: string | null,
  ): void {
    const { past, calendar } = this.telling;
    const begins = from ?? (stay.from > yearStart(this.year) ? stay.from : yearStart(this.year));
    const ends = to ?? stay.to;
    const member = past.create(GroupMemberEntity, recordedOn(this.telling, begins, 10), {
      pupilId: pupil.id,
      groupId,
      kind,
      startDate: begins,
      endDate: null,
      activeKey: kind === 'registration' ? pupil.id : null,
      sourceSystem: null,
      sourceId: null,
    });
    if (ends === null || ends >= calendar.today || ends > yearEnd(this.year)) return;
    past.update(member, recordedOn(this.telling, addDays(ends, 1), 8), { endDate: ends, activeKey: null });
  }
}

/** Groups in turn, so that each has a bit of everybody. */
function inTurn(seats: readonly Seat[], size: number): Seat[][] {
  const count = Math.max(1, Math.round(seats.filter((it) => it.stay.to === null).length / size));
  return Array.from({ length: count }, (_, i) => seats.filter((_seat, place) => place % count === i));
}

/** Groups of those who stand near each other, the highest first. */
function byAttainment(seats: readonly Seat[], size: number): Seat[][] {
  const inOrder = seats.toSorted((a, b) => b.pupil.person.level - a.pupil.person.level);
  const count = Math.max(1, Math.round(inOrder.length / size));
  return Array.from({ length: count }, (_, i) =>
    inOrder.slice(Math.floor((i * inOrder.length) / count), Math.floor(((i + 1) * inOrder.length) / count)),
  );
}
