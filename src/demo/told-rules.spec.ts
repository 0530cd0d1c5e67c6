import { attendanceFaults } from '../assessments/attendance/check-attendance.js';
import { AttendanceEntity } from '../assessments/attendance/attendance.entity.js';
import { type FrameworkEntity, frameworkColumns } from '../assessments/framework.entity.js';
import { readValue } from '../assessments/frameworks/read-value.js';
import { seedFrameworks } from '../assessments/frameworks/seed-frameworks.js';
import { ResultEntity } from '../assessments/results/result.entity.js';
import { SYSTEM_OWNER } from '../common/ids.js';
import type { EntityClass, FactRow } from '../database/fact.entity.js';
import type { Past } from '../database/past.js';
import { dateFaults } from '../interventions/check-dates.js';
import { InterventionEntity } from '../interventions/intervention.entity.js';
import { nextStatuses } from '../interventions/lifecycle.js';
import { InterventionSessionEntity } from '../interventions/sessions/intervention-session.entity.js';
import { sessionFaults } from '../interventions/sessions/check-session.js';
import { InterventionTransitionEntity } from '../interventions/transitions/intervention-transition.entity.js';
import { planFaults } from '../plans/check-plan.js';
import { PlanOutcomeEntity } from '../plans/outcomes/plan-outcome.entity.js';
import { PlanEntity } from '../plans/plan.entity.js';
import { signFaults } from '../plans/reviews/check-review.js';
import { PlanReviewEntity } from '../plans/reviews/plan-review.entity.js';
import { overfullDay } from '../provisions/capacity.js';
import { provisionFaults } from '../provisions/check-provision.js';
import type { ProvisionTypeEntity } from '../provisions/provision-type.entity.js';
import { ProvisionEntity } from '../provisions/provision.entity.js';
import { SYSTEM_PROVISION_TYPES } from '../provisions/system-provision-types.js';
import { CharacteristicEntity } from '../pupils/characteristic.entity.js';
import { isCharacteristicValue } from '../pupils/code-sets.js';
import { pupilFaults } from '../pupils/check-pupil.js';
import { ContactEntity } from '../pupils/contacts/contact.entity.js';
import { EnrolmentEntity } from '../pupils/enrolment.entity.js';
import { GroupMemberEntity } from '../pupils/groups/group-member.entity.js';
import { PupilEntity } from '../pupils/pupil.entity.js';
import { needFaults } from '../pupils/sen-needs/check-needs.js';
import { SenNeedEntity } from '../pupils/sen-needs/sen-need.entity.js';
import { overlap } from '../pupils/spells.js';
import { AcademicYearEntity } from '../schools/academic-years/academic-year.entity.js';
import { calendarFaults } from '../schools/academic-years/calendar.js';
import { AgreementEntity } from '../targets/agreements/agreement.entity.js';
import { aimFaults } from '../targets/check-target.js';
import { TargetEntity } from '../targets/target.entity.js';
import { demoCalendar } from './trust/calendar.js';
import { plannedSchools } from './trust/school-plan.js';
import { tellPast } from './trust/tell-past.js';
import type { SystemRows } from './trust/telling.js';

const NOW = '2026-11-24T08:00:00.000Z';
const TODAY = NOW.slice(0, 10);
const OURS = { ownerId: SYSTEM_OWNER, sinceVersion: 1, recordedAt: NOW };

const system: SystemRows = {
  frameworks: new Map(
    seedFrameworks.map((it): [string, FrameworkEntity] => [
      it.key,
      { ...OURS, id: `framework-${it.key}`, ...frameworkColumns(it) } as FrameworkEntity,
    ]),
  ),
  provisionTypes: new Map(
    SYSTEM_PROVISION_TYPES.map((it): [string, ProvisionTypeEntity] => [
      it.typeKey,
      { ...OURS, id: `type-${it.typeKey}`, typeVersion: 1, ...it } as ProvisionTypeEntity,
    ]),
  ),
};

function pastOf(index: number): Past {
  const setting = { seed: 20_260_901, calendar: demoCalendar(TODAY), system, now: NOW };
  return tellPast(setting, plannedSchools('trust')[index]!, 'trust', []);
}

/** The current rows of an entity. */
function rows<E extends FactRow>(past: Past, entity: EntityClass<E>): E[] {
  return past.changes
    .filter(
      (it) => it.entity === (entity as EntityClass<FactRow>) && it.next === null && it.operation !== 'delete',
    )
    .map((it) => it.row as E);
}

const code = (it: { code: string; pointer: string }) => `${it.pointer} ${it.code}`;

describe.each([
  ['a primary', 0],
  ['a primary that has guests', 1],
  ['a secondary', 8],
])('what the demo tells of %s keeps the rules of the API', (_school, index) => {
  const past = pastOf(index);
  const pupils = new Map(rows(past, PupilEntity).map((it) => [it.id, it]));
  const provisions = new Map(rows(past, ProvisionEntity).map((it) => [it.id, it]));
  const sen = Map.groupBy(
    rows(past, CharacteristicEntity).filter((it) => it.kind === 'sen'),
    (it) => it.pupilId,
  );

  it('nothing is recorded after the instant of loading, or before the school uses the system', () => {
    const at = past.changes.map((it) => it.at);
    expect(at.reduce((a, b) => (a > b ? a : b)) <= NOW).toBe(true);
    expect(at.reduce((a, b) => (a < b ? a : b)).slice(0, 10)).toBe(demoCalendar(TODAY).start);
  });

  it('pupils have valid UPNs or a reason, and born pupils only', () => {
    expect([...pupils.values()].flatMap((it) => pupilFaults(it as never)).map(code)).toEqual([]);
  });

  it('spells on the roll and of characteristics do not overlap', () => {
    const enrolments = [...Map.groupBy(rows(past, EnrolmentEntity), (it) => it.pupilId).values()];
    const kinds = Map.groupBy(rows(past, CharacteristicEntity), (it) => `${it.pupilId} ${it.kind}`);
    const spells = [
      ...enrolments.map((all) => all.map((it) => ({ start: it.entryDate, end: it.leavingDate }))),
      ...[...kinds.values()].map((all) => all.map((it) => ({ start: it.startDate, end: it.endDate }))),
    ];
    const clashes = spells.filter((all) => all.some((a, i) => all.slice(i + 1).some((b) => overlap(a, b))));
    expect(clashes).toEqual([]);
    const reversed = spells.flat().filter((it) => it.end !== null && it.end < it.start);
    expect(reversed).toEqual([]);
  });

  it('characteristics are of their code sets', () => {
    const wrong = rows(past, CharacteristicEntity).filter((it) => !isCharacteristicValue(it.kind, it.value));
    expect(wrong.map((it) => `${it.kind} ${it.value}`)).toEqual([]);
  });

  it('needs stand while there is SEN provision', () => {
    const needs = Map.groupBy(rows(past, SenNeedEntity), (it) => it.pupilId);
    const faults = [...needs].flatMap(([pupilId, all]) =>
      all.flatMap((it) =>
        needFaults(
          it,
          sen.get(pupilId) ?? [],
          all.filter((other) => other !== it),
        ),
      ),
    );
    expect(faults.map(code)).toEqual([]);
  });

  it('results are values of their frameworks, seen after birth', () => {
    const wrong = rows(past, ResultEntity).filter((it) => {
      const scale = seedFrameworks.find((known) => known.key === it.frameworkKey)!;
      const read = readValue(scale, { value: it.value, grade: it.grade, outcome: it.outcome });
      return (
        !read.ok ||
        read.points !== it.points ||
        it.date > TODAY ||
        it.date < pupils.get(it.pupilId)!.dateOfBirth
      );
    });
    expect(wrong.map((it) => `${it.frameworkKey} ${it.value} ${it.grade} ${it.date}`)).toEqual([]);
  });

  it('a result that was put right stands once, as its correction', () => {
    const results = new Map(rows(past, ResultEntity).map((it) => [it.id, it]));
    const corrections = [...results.values()].filter((it) => it.corrects !== null);
    expect(corrections.length).toBeGreaterThan(5);
    for (const it of corrections) {
      const wrong = results.get(it.corrects!)!;
      expect(wrong).toMatchObject({ supersededBy: it.id, activeSource: null, sourceId: it.sourceId });
      expect(it.supersededBy).toBeNull();
      expect(wrong.points).not.toBe(it.points);
      expect(wrong.recordedAt).toBe(it.recordedAt);
    }
    const sources = [...results.values()].flatMap((it) => it.activeSource ?? []);
    expect(new Set(sources).size).toBe(sources.length);
  });

  it('pupils, parents and teachers spoke on targets of theirs, parents as contacts of the pupil', () => {
    const targets = new Map(rows(past, TargetEntity).map((it) => [it.id, it]));
    const contacts = new Map(rows(past, ContactEntity).map((it) => [it.id, it]));
    const said = rows(past, AgreementEntity);
    expect(new Set(said.map((it) => it.party))).toEqual(new Set(['pupil', 'parent', 'staff']));
    for (const it of said) {
      expect(targets.get(it.targetId)!.pupilId).toBe(it.pupilId);
      expect(it.date > targets.get(it.targetId)!.baselineDate).toBe(true);
      expect(it.name === null).toBe(it.party === 'pupil');
      if (it.contactId !== null) expect(contacts.get(it.contactId)).toMatchObject({ pupilId: it.pupilId });
    }
  });

  it('targets lie at or beyond their baselines, one active in a subject', () => {
    const targets = rows(past, TargetEntity);
    const faults = targets.flatMap((it) => aimFaults({ ...it, checkpoints: it.checkpoints ?? [] }, 1));
    expect(faults.map(code)).toEqual([]);
    const keys = targets.flatMap((it) => it.activeKey ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('weeks of attendance add up', () => {
    const faults = rows(past, AttendanceEntity).flatMap((it) =>
      attendanceFaults(it, pupils.get(it.pupilId)!.dateOfBirth, TODAY),
    );
    expect(faults.map(code)).toEqual([]);
  });

  it('calendars hold their terms and days without school', () => {
    expect(
      rows(past, AcademicYearEntity)
        .flatMap((it) => calendarFaults(it))
        .map(code),
    ).toEqual([]);
  });

  it('a pupil has one registration group at a time', () => {
    const keys = rows(past, GroupMemberEntity).flatMap((it) => it.activeKey ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('provision is funded to the whole and never over its places', () => {
    expect([...provisions.values()].flatMap((it) => provisionFaults(it)).map(code)).toEqual([]);
    const places = Map.groupBy(rows(past, InterventionEntity), (it) => it.provisionId!);
    for (const [id, all] of places) {
      const held = all.map((it) => ({ start: it.startDate!, end: it.endDate! }));
      expect(overfullDay(held, provisions.get(id)!.capacity)).toBeNull();
      expect(all.flatMap((it) => dateFaults(it, provisions.get(id)!))).toEqual([]);
    }
  });

  it('places go from step to step, and sessions lie within them', () => {
    const steps = rows(past, InterventionTransitionEntity);
    const leaps = steps.filter((it) => it.fromStatus && !nextStatuses(it.fromStatus).includes(it.toStatus));
    expect(leaps).toEqual([]);
    const places = new Map(rows(past, InterventionEntity).map((it) => [it.id, it]));
    const faults = rows(past, InterventionSessionEntity).flatMap((it) => {
      const { startDate: start, endDate: end } = places.get(it.interventionId)!;
      return sessionFaults(it, { status: 'active', start, end }, TODAY);
    });
    expect(faults.map(code)).toEqual([]);
  });

  it('plans are those of pupils with that SEN provision, one open of a kind', () => {
    const plans = rows(past, PlanEntity);
    const faults = plans.flatMap((it) => {
      const spell = sen
        .get(it.pupilId)!
        .find(
          (known) =>
            known.startDate <= it.startDate! && (known.endDate === null || known.endDate >= it.startDate!),
        );
      const { dateOfBirth } = pupils.get(it.pupilId)!;
      return planFaults(it, { today: TODAY, dateOfBirth, sen: spell?.value ?? null });
    });
    expect(faults.map(code)).toEqual([]);
    const keys = plans.flatMap((it) => it.activeKey ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    expect(plans.some((it) => it.status === 'open' && it.reviewDue! < TODAY)).toBe(true);
  });

  it('signed reviews lack nothing that the API asks before it takes a signature', () => {
    const plans = new Map(rows(past, PlanEntity).map((it) => [it.id, it]));
    const outcomes = Map.groupBy(rows(past, PlanOutcomeEntity), (it) => it.planId);
    const reviews = rows(past, PlanReviewEntity).filter((it) => it.signedAt !== null);
    expect(reviews.some((it) => plans.get(it.planId)!.kind === 'ehc')).toBe(true);
    const faults = reviews.flatMap((it) => {
      const { kind, startDate } = plans.get(it.planId)!;
      const outcomeIds = (outcomes.get(it.planId) ?? []).map(({ id }) => id);
      return signFaults(it, { kind, startDate, outcomeIds }, TODAY);
    });
    expect(faults.map(code)).toEqual([]);
  });

  it('mothers and fathers have names of their sex', () => {
    const contacts = rows(past, ContactEntity);
    const forenames = (relationship: string) =>
      new Set(contacts.flatMap((it) => (it.relationship === relationship ? it.name.split(' ')[0]! : [])));
    const fathers = forenames('father');
    expect([...forenames('mother')].filter((it) => fathers.has(it))).toEqual([]);
    expect(fathers.size).toBeGreaterThan(0);
  });
});
