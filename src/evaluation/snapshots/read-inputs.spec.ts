import { DATABASES, type TestDatabase } from '../../../test/support/databases.js';
import { ENTITIES } from '../../app.entities.js';
import { newId } from '../../common/ids.js';
import { Database, type Reader } from '../../database/database.js';
import { openDatabase } from '../../database/data-source.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { EnrolmentEntity } from '../../pupils/enrolment.entity.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { AcademicYearEntity } from '../../schools/academic-years/academic-year.entity.js';
import { SchoolEntity } from '../../schools/school.entity.js';
import { frameOf } from '../runs/run-frame.js';
import { PupilFacts } from './pupil-facts.factory.js';
import { readSnapshots, SNAPSHOT_VERSION, type Snapshot } from './snapshot-reader.js';

const ACTOR = { clientId: 'test', staffId: null };
const UNTOLD = { sourceSystem: null, sourceId: null };
/** A Friday; the school year of this school began on Monday, 31 August. */
const ASOF = '2026-11-27';

describe.each(DATABASES)('inputs about a pupil, on $name', ({ make }) => {
  let place: TestDatabase;
  let database: Database;
  let uow: UnitOfWork;
  let ownerId: string;
  let pupilId: string;

  beforeAll(async () => {
    place = await make();
    database = new Database(await openDatabase(place.url, ENTITIES));
    uow = new UnitOfWork(database);
    ownerId = newId();
    await uow.run(ACTOR, async (tx) => {
      const names = { urn: '100001', laCode: '999', establishment: '4001', name: 'A school' };
      tx.insert(SchoolEntity, { ...names, phase: 'secondary', trustId: null, ownerId, id: ownerId });
      tx.insert(AcademicYearEntity, {
        ...UNTOLD,
        ownerId,
        name: '2026/27',
        startDate: '2026-08-31',
        endDate: '2027-08-27',
        terms: [
          { name: 'First', startDate: '2026-08-31', endDate: '2026-11-20' },
          { name: 'Second', startDate: '2026-11-23', endDate: '2027-03-25' },
          { name: 'Third', startDate: '2027-04-12', endDate: '2027-07-21' },
        ],
        nonSchoolDays: [{ kind: 'half-term', name: null, startDate: '2026-10-26', endDate: '2026-10-30' }],
      });
    });
  });

  beforeEach(async () => {
    pupilId = newId();
    await uow.run(ACTOR, async (tx) => {
      tx.insert(PupilEntity, {
        ...UNTOLD,
        ...{ ownerId, id: pupilId, upn: null, upnReason: 'not-yet-allocated', formerUpn: null, uln: null },
        ...{
          legalForename: 'Amira',
          legalSurname: 'Okafor',
          preferredForename: null,
          preferredSurname: null,
        },
        ...{ surnameKey: 'okafor', forenameKey: 'amira', dateOfBirth: '2014-11-28', sex: 'F' },
      });
      const enrolment = { ncYear: '7', status: 'C', entryDate: '2026-09-01', leavingDate: null } as const;
      tx.insert(EnrolmentEntity, { ...UNTOLD, ownerId, pupilId, ...enrolment });
    });
  });

  afterAll(async () => {
    await database.close();
    await place.drop();
  });

  it('of whom nothing is recorded are unknown, and never no', async () => {
    const inputs = ['groups', 'plans', 'sen', 'disadvantage', 'lookedAfter', 'ethnicity', 'language'];
    expect(await see(inputs)).toEqual({
      groups: [],
      plans: { cycles: [], cyclesNotMet: 0, parentMeetings: [], annualReview: null },
      sen: null,
      disadvantage: {
        fsm: 'unknown',
        fsmDisadvantage: 'unknown',
        everSix: 'unknown',
        pupilPremium: 'unknown',
        serviceChild: 'unknown',
      },
      lookedAfter: { lookedAfter: 'unknown', previouslyLookedAfter: 'unknown' },
      ethnicity: null,
      language: { firstLanguage: null, eal: 'unknown', proficiency: null, proficiencySince: null },
    });
  });

  it('age is in completed years and months', async () => {
    expect(await see(['age'])).toEqual({ age: { years: 11, months: 11 } });
    expect(await see(['age'], '2026-11-28')).toEqual({ age: { years: 12, months: 0 } });
  });

  it('groups are those of the day, without their names', async () => {
    await tell((facts) => {
      facts.group('teaching', 'reading', '2026-09-01', '2026-11-26');
      facts.group('teaching', 'reading', ASOF);
      facts.group('registration', null, '2026-09-01', ASOF);
      facts.group('intervention', 'mathematics', '2026-09-14');
      facts.group('teaching', 'art', '2026-11-28');
    });
    expect((await see(['groups'])).groups).toEqual([
      { kind: 'intervention', subject: 'mathematics', since: '2026-09-14' },
      { kind: 'registration', subject: null, since: '2026-09-01' },
      { kind: 'teaching', subject: 'reading', since: ASOF },
    ]);
  });

  // School days: five to 23 October, none in half-term, twenty from 2 November.
  it('SEN is the provision of the day with its school days, needs by rank and meetings that are due', async () => {
    await tell((facts) => {
      facts.characteristic('sen', 'N', '2026-09-01', '2026-10-18');
      facts.characteristic('sen', 'K', '2026-10-19', '2026-11-08');
      facts.characteristic('sen', 'K', '2026-11-09');
      facts.need({ needType: 'SPLD', needRank: 2, startDate: '2026-11-02' });
      facts.need({ needType: 'SLCN', needRank: 1, startDate: '2026-10-19' });
      facts.need({ needType: 'HI', needRank: 3, startDate: '2026-10-19', endDate: '2026-11-26' });
    });
    const needs = [
      { type: 'SLCN', rank: 1, since: '2026-10-19' },
      { type: 'SPLD', rank: 2, since: '2026-11-02' },
    ];
    // The first term ended on 20 November: 82 days, of which 33 were with K.
    const since = '2026-10-19';
    expect((await see(['sen'])).sen).toEqual({
      provision: 'K',
      since,
      schoolDays: 25,
      needs,
      parentMeetingsExpected: 0,
    });
    expect((await see(['sen'], '2026-10-18')).sen).toMatchObject({ provision: 'N', since: '2026-09-01' });
    expect((await see(['sen'], '2026-10-19')).sen).toMatchObject({ provision: 'K', since, schoolDays: 1 });
  });

  // Of the 82 days of the first term 41 are from 11 October.
  it('a meeting with parents is due once a term has ended of which half was with K', async () => {
    await tell((facts) => facts.characteristic('sen', 'K', '2026-10-11'));
    const due = async (asOf: string) => (await see(['sen'], asOf)).sen!.parentMeetingsExpected;
    expect([await due('2026-11-20'), await due('2026-11-21')]).toEqual([0, 1]);
  });

  it('what characteristics say holds on its dates', async () => {
    await tell((facts) => {
      facts.characteristic('fsm', 'yes', ASOF);
      facts.characteristic('fsmDisadvantage', 'yes', '2026-10-01', '2026-10-01');
      facts.characteristic('pupilPremium', 'yes', '2026-09-01', '2026-11-26');
      facts.characteristic('serviceChild', 'no', '2026-09-01', ASOF);
      facts.characteristic('lookedAfter', 'no', '2026-09-01');
      facts.characteristic('previouslyLookedAfter', 'yes', '2026-09-01');
      facts.characteristic('ethnicity', 'REFU', '2026-09-01');
      facts.characteristic('firstLanguage', 'YOR', '2026-09-01');
      facts.characteristic('englishProficiency', 'A', '2026-09-01', '2026-10-31');
      facts.characteristic('englishProficiency', 'B', '2026-11-01');
    });
    expect(await see(['disadvantage', 'lookedAfter', 'ethnicity', 'language', 'sex'])).toEqual({
      disadvantage: {
        fsm: 'yes',
        fsmDisadvantage: 'unknown',
        // On roll and disadvantaged on the census day of autumn 2026, 1 October.
        everSix: 'yes',
        pupilPremium: 'unknown',
        serviceChild: 'no',
      },
      lookedAfter: { lookedAfter: 'no', previouslyLookedAfter: 'yes' },
      ethnicity: 'REFU',
      language: { firstLanguage: 'YOR', eal: 'yes', proficiency: 'B', proficiencySince: '2026-11-01' },
      sex: 'F',
    });
  });

  it('plans are cycles as the day saw them, with their results and meetings', async () => {
    await tell((facts) => {
      const dates = { startDate: '2026-09-07', reviewedOn: '2026-11-10', endDate: '2026-11-11' } as const;
      const first = facts.plan({ ...dates, status: 'closed', reviewDue: '2026-11-13', subjects: null });
      facts.outcome(first, { result: 'not', resultOn: '2026-11-10', byDate: '2026-11-06' });
      facts.review(first, '2026-10-15', false);
      facts.review(first, '2026-11-10');
      facts.review(first, '2026-08-30');
      facts.review(first, '2026-11-28');
      const open = facts.plan({ cycle: 2, startDate: '2026-11-12', reviewDue: '2026-12-11' });
      facts.outcome(open, { byDate: '2026-12-04', areaOfNeed: 'semh' });
      facts.plan({ cycle: 3, status: 'draft' });
      const support = facts.plan({
        kind: 'support',
        status: 'closed',
        startDate: '2026-09-01',
        endDate: '2026-09-30',
      });
      facts.review(support, '2026-09-15');
    });
    const areaOfNeed = 'communication-and-interaction';
    const first = { kind: 'send-support', cycle: 1, startDate: '2026-09-07', reviewDue: '2026-11-13' };
    expect((await see(['plans'])).plans).toEqual({
      cycles: [
        expect.objectContaining({ kind: 'support', status: 'closed', result: null }),
        {
          ...first,
          status: 'closed',
          reviewStatus: null,
          reviewedOn: '2026-11-10',
          endDate: '2026-11-11',
          subjects: null,
          areaOfNeed,
          outcomes: [{ byDate: '2026-11-06', areaOfNeed: null, result: 'not', resultOn: '2026-11-10' }],
          result: 'not',
        },
        {
          kind: 'send-support',
          cycle: 2,
          status: 'open',
          startDate: '2026-11-12',
          reviewDue: '2026-12-11',
          reviewStatus: 'due',
          reviewedOn: null,
          endDate: null,
          subjects: ['reading'],
          areaOfNeed,
          outcomes: [{ byDate: '2026-12-04', areaOfNeed: 'semh', result: null, resultOn: null }],
          result: null,
        },
      ],
      cyclesNotMet: 1,
      parentMeetings: ['2026-11-10'],
      annualReview: null,
    });
    expect((await see(['plans'], '2026-11-09')).plans).toMatchObject({
      cycles: [
        { kind: 'support' },
        { ...first, status: 'open', reviewStatus: 'due', reviewedOn: null, endDate: null, result: null },
      ],
      cyclesNotMet: 0,
      parentMeetings: [],
    });
  });

  it('an EHC plan has its annual review, twelve months after the last', async () => {
    const issued = { kind: 'ehc', ehcIssuedOn: '2025-01-20', ehcLastReviewedOn: '2026-01-15' } as const;
    await tell((facts) => facts.plan({ ...issued, startDate: '2026-01-16', reviewDue: '2027-01-15' }));
    const plans = async (asOf: string) => (await see(['plans'], asOf)).plans!;
    expect((await plans(ASOF)).annualReview).toEqual({
      issuedOn: '2025-01-20',
      lastReviewedOn: '2026-01-15',
      due: '2027-01-15',
      warnFrom: '2026-11-20',
    });
    expect((await plans('2026-11-19')).cycles).toMatchObject([{ reviewStatus: 'notYet' }]);
    expect((await plans('2026-11-20')).cycles).toMatchObject([{ reviewStatus: 'due' }]);
    expect((await plans('2027-01-16')).cycles).toMatchObject([{ reviewStatus: 'overdue' }]);
  });

  it.each([
    ['yearGroup', ['enrolment']],
    ['interventions', ['intervention']],
    ['age', ['pupil']],
    ['sex', ['pupil']],
    ['groups', ['group_member']],
    ['plans', ['plan', 'plan_outcome', 'plan_review']],
    ['sen', ['characteristic', 'sen_need']],
    ['disadvantage', ['characteristic', 'enrolment', 'pupil']],
    ['lookedAfter', ['characteristic']],
    ['ethnicity', ['characteristic']],
    ['language', ['characteristic']],
    ['attendance', ['attendance_summary', 'enrolment']],
  ])('%s is read from its own tables, each once, and nothing more is', async (input, tables) => {
    const read: string[] = [];
    const reader = Object.create(database) as Reader;
    Object.assign(reader, {
      query: (sql: string, params: never[]) => {
        read.push(/ from (\w+)/.exec(sql)![1]!);
        return database.query(sql, params);
      },
    });
    await see([input], ASOF, reader);
    expect(read.sort()).toEqual(tables);
  });

  function tell(write: (facts: PupilFacts) => void): Promise<void> {
    return uow.run(ACTOR, (tx) => {
      write(new PupilFacts(tx, { ownerId, pupilId }));
      return Promise.resolve();
    });
  }

  async function see(inputs: readonly string[], asOf = ASOF, reader: Reader = database): Promise<Snapshot> {
    const [row] = await database.query<{ version: number }>(
      'select version from owner_version where owner_id = ?',
      [ownerId],
    );
    const sight = { asOf, knownVersion: row!.version, inputs, snapshotVersion: SNAPSHOT_VERSION };
    const frame = await frameOf(database, ownerId, sight);
    return (await readSnapshots(reader, { ownerId, pupilIds: [pupilId], contiguous: true }, frame))[0]!;
  }
});
