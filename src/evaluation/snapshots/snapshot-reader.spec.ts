import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { DATABASES, type TestDatabase } from '../../../test/support/databases.js';
import { ENTITIES } from '../../app.entities.js';
import { ResultEntity } from '../../assessments/results/result.entity.js';
import { seedFrameworkRows } from '../../assessments/seed-framework-rows.js';
import { newId, SYSTEM_OWNER } from '../../common/ids.js';
import { Database } from '../../database/database.js';
import { openDatabase } from '../../database/data-source.js';
import type { NewFact } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { InterventionEntity } from '../../interventions/intervention.entity.js';
import { InterventionSessionEntity } from '../../interventions/sessions/intervention-session.entity.js';
import { ProvisionTypeEntity } from '../../provisions/provision-type.entity.js';
import { ProvisionEntity } from '../../provisions/provision.entity.js';
import { seedProvisionTypes } from '../../provisions/seed-provision-types.js';
import { EnrolmentEntity } from '../../pupils/enrolment.entity.js';
import { PlanOutcomeEntity } from '../../plans/outcomes/plan-outcome.entity.js';
import { PlanEntity } from '../../plans/plan.entity.js';
import { PlanReviewEntity } from '../../plans/reviews/plan-review.entity.js';
import { CharacteristicEntity } from '../../pupils/characteristic.entity.js';
import { GroupMemberEntity } from '../../pupils/groups/group-member.entity.js';
import { GroupEntity } from '../../pupils/groups/group.entity.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { SenNeedEntity } from '../../pupils/sen-needs/sen-need.entity.js';
import { SchoolEntity } from '../../schools/school.entity.js';
import { TargetEntity } from '../../targets/target.entity.js';
import { FrameworkEntity } from '../../assessments/framework.entity.js';
import { frameOf } from '../runs/run-frame.js';
import { AttendanceEntity } from '../../assessments/attendance/attendance.entity.js';
import { PupilFacts } from './pupil-facts.factory.js';
import { interventionRow, provisionRow, resultRow, targetRow } from './progress-facts.factory.js';
import { readSnapshots, SNAPSHOT_VERSION, type Snapshot } from './snapshot-reader.js';

const ACTOR = { clientId: 'test', staffId: null };
const ASOF = '2026-07-10';
const SUBJECTS = ['reading', 'mathematics', 'constructor', '__proto__'];
const EVERYTHING = [
  ...['yearGroup', 'results', 'targets', 'trajectory', 'interventions', 'attendance', 'age', 'groups'],
  ...['plans', 'sen', 'disadvantage', 'lookedAfter', 'ethnicity', 'language', 'sex'],
];

/** What no policy may ever see. */
const SECRETS = [
  'Amira',
  'Okafor',
  'Amy',
  'okafor',
  'A999400125001',
  '2014-03-09',
  'mis-',
  '1234567890',
  'Ngozi',
];

describe.each(DATABASES)('what a policy sees of a pupil, on $name', ({ make }) => {
  let place: TestDatabase;
  let database: Database;
  let uow: UnitOfWork;
  let ownerId: string;
  let framework: FrameworkEntity;
  let provisionType: ProvisionTypeEntity;
  let pupilId: string;

  beforeAll(async () => {
    place = await make();
    database = new Database(await openDatabase(place.url, ENTITIES));
    uow = new UnitOfWork(database);
    await seedFrameworkRows(database, uow);
    await seedProvisionTypes(database, uow);
    const shipped = 'where owner_id = ?';
    framework = (await database.selectOne(FrameworkEntity, `${shipped} and framework_key = 'twenty'`, [
      SYSTEM_OWNER,
    ]))!;
    provisionType = (await database.selectOne(ProvisionTypeEntity, shipped, [SYSTEM_OWNER]))!;
    ownerId = newId();
    await uow.run(ACTOR, async (tx) => {
      const names = { urn: '100001', laCode: '999', establishment: '4001', name: 'Okafor School' };
      tx.insert(SchoolEntity, { ...names, phase: 'secondary', trustId: null, ownerId, id: ownerId });
    });
  });

  beforeEach(async () => {
    pupilId = newId();
    await uow.run(ACTOR, async (tx) => {
      tx.insert(PupilEntity, {
        ownerId,
        id: pupilId,
        upn: null,
        upnReason: 'new',
        formerUpn: 'A999400125001',
        uln: '1234567890',
        legalForename: 'Amira',
        legalSurname: 'Okafor',
        preferredForename: 'Amy',
        preferredSurname: null,
        surnameKey: 'okafor',
        forenameKey: 'amira',
        dateOfBirth: '2014-03-09',
        sex: 'F',
        ...source(),
      });
      const enrolment = { ncYear: '7', status: 'C', entryDate: '2025-09-01', leavingDate: null } as const;
      tx.insert(EnrolmentEntity, { sourceSystem: null, sourceId: null, ownerId, pupilId, ...enrolment });
    });
  });

  afterAll(async () => {
    await database.close();
    await place.drop();
  });

  // The kind plans so many minutes in all; two thirds of them are received in two sessions, one is missed.
  it('has how much of an intervention was received, by its date and as was known, and null before any session', async () => {
    const { weeks, sessionsPerWeek, minutes } = provisionType;
    const planned = weeks * sessionsPerWeek * minutes;
    const third = Math.floor(planned / 3);
    const place = await uow.run(ACTOR, (tx) =>
      Promise.resolve(tx.insert(InterventionEntity, intervention({ provisionTypeId: provisionType.id }))),
    );
    const before = await versionNow();
    const session = (date: string, received: number) => ({
      ...source(),
      ...{ ownerId, pupilId, interventionId: place.id, provisionId: null, date, startTime: '', note: null },
      ...{ lengthMinutes: third, minutes: received, attended: received > 0 },
      absenceReason: received > 0 ? null : ('absent' as const),
    });
    await uow.run(ACTOR, async (tx) => {
      tx.insert(InterventionSessionEntity, session('2026-03-02', third));
      tx.insert(InterventionSessionEntity, session('2026-03-09', 0));
      tx.insert(InterventionSessionEntity, session(ASOF, third));
      tx.insert(InterventionSessionEntity, session('2026-07-11', third));
    });
    const seen = async (version: number) => (await see(['interventions'], version)).interventions;
    expect(await seen(before)).toMatchObject([{ dosageReceived: null }]);
    expect(await seen(await versionNow())).toMatchObject([{ dosageReceived: (2 * third) / planned }]);
  });

  // £60.00 for June and July, of which a pupil has all but what another has from 1 July.
  it('has what a place costs as was known, and as it was before there were costs', async () => {
    const other = newId();
    const price = { startDate: '2026-06-01', endDate: '2026-07-30', fixedPence: 6_000 };
    const provision = await uow.run(ACTOR, async (tx) => {
      const own = await tx.selectOne(PupilEntity, 'where owner_id = ? and id = ?', [ownerId, pupilId]);
      tx.insert(PupilEntity, { ...own!, id: other, ...source() });
      const row = tx.insert(ProvisionEntity, provisionRow(ownerId, provisionType, price));
      tx.insert(InterventionEntity, intervention({ provisionId: row.id, startDate: null }));
      return row;
    });
    const alone = await versionNow();
    await uow.run(ACTOR, async (tx) => {
      const place = { pupilId: other, provisionId: provision.id, startDate: '2026-07-01' };
      tx.insert(InterventionEntity, intervention(place));
    });
    const shared = await versionNow();
    await uow.run(ACTOR, async (tx) => {
      tx.update(ProvisionEntity, provision, { fixedPence: 600 });
    });
    const seen = async (version?: number, snapshotVersion?: number) =>
      (await see(['interventions'], version, snapshotVersion)).interventions;
    expect(await seen(alone)).toMatchObject([{ plannedPence: 6_000, yearPence: 6_000 }]);
    expect(await seen(shared)).toMatchObject([{ plannedPence: 4_500, yearPence: 4_500 }]);
    expect(await seen()).toMatchObject([{ plannedPence: 450, yearPence: 450 }]);
    expect(Object.keys((await seen(shared, 3))![0]!)).not.toContain('plannedPence');
  });

  it('is what it declares and nothing else: no name, number, birth date or id', async () => {
    await uow.run(ACTOR, async (tx) => {
      for (const subject of SUBJECTS) {
        tx.insert(ResultEntity, result({ subject }));
        const target = tx.insert(TargetEntity, aTarget({ subject }));
        tx.insert(InterventionEntity, intervention({ subject, targetId: target.id }));
      }
      new PupilFacts(tx, { ownerId, pupilId }).everything();
    });
    const ids = await database.query<{ id: string }>(
      ['result', 'target', 'intervention', 'plan', 'plan_outcome', 'pupil_group']
        .map((table) => `select id from ${table}`)
        .join(' union all '),
    );
    const secrets = [...SECRETS, ownerId, pupilId, ...ids.map((it) => it.id)];
    const declared = fc.subarray([
      ...EVERYTHING,
      ...['results', 'targets', 'trajectory'].flatMap((it) => SUBJECTS.map((subject) => `${it}:${subject}`)),
    ]);
    await fc.assert(
      fc.asyncProperty(declared, async (inputs) => {
        const seen = await see(inputs);
        const text = JSON.stringify(seen);
        for (const secret of secrets) expect(text).not.toContain(secret);
        const names = new Set(inputs.map((it) => it.split(':')[0]));
        expect(new Set(Object.keys(seen))).toEqual(names);
        for (const name of ['results', 'targets', 'trajectory'] as const) {
          if (!seen[name]) continue;
          const subjects = inputs.includes(name)
            ? SUBJECTS
            : SUBJECTS.filter((it) => inputs.includes(`${name}:${it}`));
          expect(Object.keys((JSON.parse(text) as Snapshot)[name]!).sort()).toEqual([...subjects].sort());
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is as it was known then, to the last byte, whatever is added, corrected, moved or ended later', async () => {
    const first = await uow.run(ACTOR, async (tx) => {
      const [corrected] = [8, 10, 12].map((value, i) =>
        tx.insert(ResultEntity, result({ value, points: value, date: `2026-0${i + 2}-10` })),
      );
      const target = tx.insert(TargetEntity, aTarget());
      const other = tx.insert(TargetEntity, aTarget({ subject: 'mathematics' }));
      const place = tx.insert(InterventionEntity, intervention({ targetId: target.id }));
      const facts = new PupilFacts(tx, { ownerId, pupilId }).everything();
      return { corrected: corrected!, target, other, place, ...facts };
    });
    const version = await versionNow();
    const before = JSON.stringify(await see(EVERYTHING, version));

    await uow.run(ACTOR, async (tx) => {
      const correction = tx.insert(
        ResultEntity,
        result({ date: '2026-02-10', value: 19, corrects: first.corrected.id }),
      );
      tx.update(ResultEntity, first.corrected, { supersededBy: correction.id });
      tx.insert(ResultEntity, result({ date: '2026-06-10', value: 20 }));
      tx.update(TargetEntity, first.target, { status: 'withdrawn', activeKey: null });
      tx.update(InterventionEntity, first.place, { status: 'closed', exitMeasure: 18 });
      const [spell] = await tx.lock(EnrolmentEntity, 'where owner_id = ? and pupil_id = ?', [
        ownerId,
        pupilId,
      ]);
      tx.update(EnrolmentEntity, spell!, { ncYear: '9' });
      const [pupil] = await tx.lock(PupilEntity, 'where owner_id = ? and id = ?', [ownerId, pupilId]);
      tx.update(PupilEntity, pupil!, { sex: null, dateOfBirth: '2013-03-09' });
      for (const it of first.spells) tx.update(CharacteristicEntity, it, { endDate: '2026-06-30' });
      tx.remove(SenNeedEntity, first.need);
      tx.update(GroupEntity, first.group, { subject: 'mathematics' });
      tx.update(GroupMemberEntity, first.member, { endDate: '2026-07-09' });
      tx.update(PlanEntity, first.plan, {
        status: 'closed',
        reviewedOn: '2026-07-01',
        endDate: '2026-07-02',
      });
      tx.update(PlanOutcomeEntity, first.outcome, { result: 'met', resultOn: '2026-07-01' });
      tx.remove(PlanReviewEntity, first.review);
      new PupilFacts(tx, { ownerId, pupilId }).characteristic('sen', 'N', '2026-07-01');
    });
    expect(JSON.stringify(await see(EVERYTHING, version))).toBe(before);

    const now = await see(EVERYTHING);
    expect(now.yearGroup).toBe('9');
    expect(now.results!['reading']!.map((it) => it.value)).toEqual([19, 10, 12, 20]);
    expect(Object.keys(now.targets!)).toEqual(['mathematics']);
    expect(now.interventions).toMatchObject([{ status: 'closed', gain: 8 }]);
    expect(now).toMatchObject({
      age: { years: 13, months: 4 },
      sex: null,
      groups: [],
      sen: { provision: 'N', since: '2026-07-01', needs: [] },
      lookedAfter: { lookedAfter: 'unknown' },
      ethnicity: null,
      language: { firstLanguage: null, eal: 'unknown', proficiency: null },
      plans: { cycles: [{ status: 'closed', result: 'met' }], parentMeetings: [] },
    });
  });

  it('has results in one order, however they were stored', async () => {
    const members: Partial<ResultEntity>[] = [
      { date: '2026-04-10', value: 9 },
      { date: '2026-04-10', value: 12 },
      { date: '2026-04-10', value: 12, resultSource: 'test' },
      { date: '2026-04-10', value: 12, status: 'I' },
      { date: '2026-04-10', value: null, outcome: 'absent' },
      { date: '2026-04-10', value: null, outcome: 'disapplied' },
      { date: '2026-02-10', value: 20 },
      { date: '2026-04-10', value: 11, subject: 'mathematics' },
    ];
    const seen = new Set<string>();
    for (const order of [
      members,
      members.toReversed(),
      members.toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0)),
    ]) {
      await uow.run(ACTOR, async (tx) => {
        const rows = await tx.lock(ResultEntity, 'where owner_id = ? and pupil_id = ?', [ownerId, pupilId]);
        for (const row of rows) tx.remove(ResultEntity, row);
      });
      for (const it of order) {
        await uow.run(ACTOR, async (tx) => {
          tx.insert(ResultEntity, result({ ...it, points: it.value ?? null }));
        });
      }
      seen.add(JSON.stringify(await see(['results'])));
    }
    expect([...seen]).toHaveLength(1);
  });

  it('never lacks a fact that is being replaced at the moment of reading', async () => {
    await uow.run(ACTOR, async (tx) => {
      tx.insert(TargetEntity, aTarget());
    });
    const version = await versionNow();
    const before = JSON.stringify(await see(['targets'], version));
    let writing = true as boolean;
    const seen = new Set<string>();
    const readers = Array.from({ length: 8 }, async () => {
      while (writing) {
        seen.add(JSON.stringify(await see(['targets'], version)));
        // Reads of SQLite answer at once: without a turn of their own, writers would never hear that the disk has theirs.
        await turn();
      }
    });
    for (let target = 13; target < 313; target++) {
      await uow.run(ACTOR, async (tx) => {
        const [row] = await tx.lock(TargetEntity, 'where owner_id = ? and pupil_id = ?', [ownerId, pupilId]);
        tx.update(TargetEntity, row!, { target });
      });
    }
    writing = false;
    await Promise.all(readers);
    expect(seen).toEqual(new Set([before]));
  });

  it('a result after the date as of which pupils are seen is not among them', async () => {
    await uow.run(ACTOR, async (tx) => {
      for (const date of ['2026-07-10', '2026-07-11']) tx.insert(ResultEntity, result({ date }));
    });
    expect((await see(['results'])).results!['reading']!.map((it) => it.date)).toEqual(['2026-07-10']);
  });

  it('attendance is absence to date, as known then; null where too little is known', async () => {
    const insert = (weekStart: string, authorised: number) =>
      uow.run(ACTOR, async (tx) => {
        const late = 0;
        const sessions = { possible: 10, present: 10 - authorised, authorised, unauthorised: 0, late };
        return tx.insert(AttendanceEntity, { ownerId, pupilId, weekStart, ...sessions, ...source() });
      });
    expect((await see(['attendance'])).attendance).toBeNull();
    const first = await insert('2026-06-29', 2);
    const version = await versionNow();
    const wanted = { possible: 10, absent: 2, authorised: 2, unauthorised: 0, absence: 0.2, partial: false };
    const lastTenWeeks = { from: '2026-06-29', weeksReceived: 1, unauthorised: 0 };
    expect((await see(['attendance'])).attendance).toEqual({ ...wanted, lastTenWeeks });
    await insert('2026-07-06', 0); // over on Friday, 10 July: the day as of which pupils are seen
    await insert('2026-07-13', 10); // not over
    await insert('2025-08-25', 10); // last year
    await uow.run(ACTOR, async (tx) => {
      tx.update(AttendanceEntity, first, { present: 9, authorised: 1 });
    });
    expect((await see(['attendance', 'yearGroup'])).attendance).toMatchObject({ possible: 20, absent: 1 });
    expect((await see(['attendance'], version)).attendance).toEqual({ ...wanted, lastTenWeeks });
    // A decision of before there were ten weeks is replayed as it was.
    expect((await see(['attendance'], version, 2)).attendance).toEqual(wanted);
  });

  async function see(
    inputs: readonly string[],
    knownVersion?: number,
    snapshotVersion = SNAPSHOT_VERSION,
    asOf = ASOF,
  ): Promise<Snapshot> {
    const sight = { asOf, knownVersion: knownVersion ?? (await versionNow()), inputs, snapshotVersion };
    const frame = await frameOf(database, ownerId, sight);
    const contiguous = inputs.length % 2 === 0;
    return (await readSnapshots(database, { ownerId, pupilIds: [pupilId], contiguous }, frame))[0]!;
  }

  async function versionNow(): Promise<number> {
    const [row] = await database.query<{ version: number }>(
      'select version from owner_version where owner_id = ?',
      [ownerId],
    );
    return row!.version;
  }

  function source() {
    return { sourceSystem: 'mis-test', sourceId: `mis-${newId()}` };
  }

  function used() {
    const { id: frameworkId, frameworkKey, frameworkVersion } = framework;
    return { ownerId, pupilId, subject: 'reading', frameworkId, frameworkKey, frameworkVersion };
  }

  function result(members: Partial<ResultEntity> = {}): NewFact<ResultEntity> {
    return resultRow(used(), { ...source(), ...members });
  }

  function aTarget(members: Partial<TargetEntity> = {}): NewFact<TargetEntity> {
    return targetRow(used(), { ...source(), ...members });
  }

  function intervention(members: Partial<InterventionEntity> = {}): NewFact<InterventionEntity> {
    const measured = { measureFrameworkId: framework.id, entryMeasure: 10 };
    return interventionRow({ ownerId, pupilId }, provisionType, { ...source(), ...measured, ...members });
  }
});
