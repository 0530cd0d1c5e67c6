import type { RequestContext } from '../auth/request-context.js';
import { KnownStaff } from '../auth/staff/known-staff.js';
import type { Fault } from '../common/errors/domain-error.js';
import { SYSTEM_OWNER } from '../common/ids.js';
import { places } from '../database/database.js';
import { inParts } from '../database/in-parts.js';
import type { Transaction } from '../database/transaction.js';
import { holdPupils } from '../pupils/hold-pupils.js';
import type { PupilEntity } from '../pupils/pupil.entity.js';
import { holds } from '../pupils/spells.js';

/** What a plan names. */
export interface NamedByPlan {
  readonly pupilId: string;
  readonly coordinatorStaffId?: string | null | undefined;
}

interface SenSpell {
  readonly pupilId: string;
  readonly value: string;
  readonly startDate: string;
  readonly endDate: string | null;
}

/** What the plans of a write name and are judged by, read with a few queries for all of them. Pupils are held. */
export class KnownPlanFacts {
  private readonly subjects = new Set<string>();
  private sen = new Map<string, SenSpell[]>();

  private constructor(
    private readonly pupils: ReadonlyMap<string, PupilEntity>,
    private readonly staff: KnownStaff,
  ) {}

  static async read(
    tx: Transaction,
    ctx: RequestContext,
    items: readonly NamedByPlan[],
  ): Promise<KnownPlanFacts> {
    const pupils = await holdPupils(
      tx,
      ctx,
      items.map((it) => it.pupilId),
    );
    const staff = await KnownStaff.read(
      tx,
      items.map((it) => it.coordinatorStaffId),
    );
    const known = new KnownPlanFacts(pupils, staff);
    await known.readSubjects(tx);
    await known.readSen(tx);
    return known;
  }

  pupil(id: string): PupilEntity | null {
    return this.pupils.get(id) ?? null;
  }

  /** SEN provision of a pupil on a day; null where none is recorded. */
  senOn(pupilId: string, date: string | null): string | null {
    if (date === null) return null;
    return (
      this.sen.get(pupilId)?.find((it) => holds({ start: it.startDate, end: it.endDate }, date))?.value ??
      null
    );
  }

  /** The faults of what a plan of a school names. */
  faults(
    schoolId: string,
    plan: { readonly coordinatorStaffId: string | null; readonly subjects: readonly string[] | null },
  ): Fault[] {
    const unknown = (plan.subjects ?? []).flatMap((code, i): Fault[] =>
      [schoolId, SYSTEM_OWNER].some((owner) => this.subjects.has(`${owner} ${code}`))
        ? []
        : [
            {
              pointer: `/subjects/${String(i)}`,
              code: 'unknown-subject',
              detail: `No subject with the code ${code} is known at the pupil’s school.`,
            },
          ],
    );
    return [...this.staff.faults(schoolId, plan.coordinatorStaffId, '/coordinatorStaffId'), ...unknown];
  }

  private async readSubjects(tx: Transaction): Promise<void> {
    const owners = [SYSTEM_OWNER, ...[...this.pupils.values()].map((it) => it.ownerId)];
    for (const part of inParts(owners)) {
      const rows = await tx.query<{ owner: string; code: string }>(
        `select owner_id as owner, code from subject where owner_id in (${places(part.length)})`,
        part,
      );
      for (const { owner, code } of rows) this.subjects.add(`${owner} ${code}`);
    }
  }

  private async readSen(tx: Transaction): Promise<void> {
    const bySchool = Map.groupBy(this.pupils.values(), (it) => it.ownerId);
    const spells: SenSpell[] = [];
    for (const [ownerId, pupils] of bySchool) {
      for (const part of inParts(pupils.map((it) => it.id))) {
        spells.push(
          ...(await tx.query<SenSpell>(
            `select pupil_id as pupilId, value, start_date as startDate, end_date as endDate
               from characteristic
              where owner_id = ? and pupil_id in (${places(part.length)}) and kind = 'sen'`,
            [ownerId, ...part],
          )),
        );
      }
    }
    this.sen = Map.groupBy(spells, (it) => it.pupilId);
  }
}
