import { DATABASES, type TestDatabase } from '../../test/support/databases.js';
import { ENTITIES } from '../app.entities.js';
import { newId } from '../common/ids.js';
import { EnrolmentEntity } from '../pupils/enrolment.entity.js';
import { PupilEntity } from '../pupils/pupil.entity.js';
import { SchoolEntity } from '../schools/school.entity.js';
import { ChangeEventEntity } from '../database/change-event.entity.js';
import { openDatabase } from '../database/data-source.js';
import { Database } from '../database/database.js';
import { loadPast } from '../database/load-past.js';
import { OwnerVersionEntity } from '../database/owner-version.entity.js';
import { Past } from '../database/past.js';
import { UnitOfWork } from '../database/unit-of-work.js';

const ACTOR = { clientId: 'test', staffId: null };
const [MONDAY, TUESDAY, FRIDAY] = ['2024-09-02', '2024-09-03', '2024-09-06'].map(
  (it) => `${it}T08:00:00.000Z`,
) as [string, string, string];

describe.each(DATABASES)('a past that is loaded as a whole, on $name', ({ make }) => {
  let place: TestDatabase;
  let database: Database;
  let schools = 0;

  beforeAll(async () => {
    place = await make();
    database = new Database(await openDatabase(place.url, ENTITIES));
  });

  afterAll(async () => {
    await database.close();
    await place.drop();
  });

  /** A pupil who came on Monday, whose name was put right on Friday, and a spell that was removed on Tuesday. */
  function pastOfOnePupil(): { past: Past; pupilId: string } {
    schools += 1;
    const past = new Past(newId(), () => newId());
    const { ownerId: id } = past;
    const numbers = { urn: String(100_000 + schools), laCode: '999', establishment: String(4000 + schools) };
    past.create(SchoolEntity, MONDAY, {
      id,
      ...numbers,
      name: 'Elm School',
      phase: 'primary',
      trustId: null,
    });
    const pupil = past.create(PupilEntity, MONDAY, {
      upn: null,
      upnReason: 'not-yet-allocated',
      formerUpn: null,
      uln: null,
      legalForename: 'Nia',
      legalSurname: 'Prize',
      preferredForename: null,
      preferredSurname: null,
      surnameKey: 'prize',
      forenameKey: 'nia',
      dateOfBirth: '2018-05-01',
      sex: 'F',
      sourceSystem: 'mis',
      sourceId: 'p1',
    });
    const pupilId = pupil.row.id;
    past.update(pupil, FRIDAY, { legalSurname: 'Price', surnameKey: 'price' });
    const spell = {
      pupilId,
      ncYear: '1',
      status: 'C',
      entryDate: '2024-09-02',
      leavingDate: null,
      sourceSystem: null,
      sourceId: null,
    } as const;
    past.remove(past.create(EnrolmentEntity, MONDAY, spell), TUESDAY);
    return { past, pupilId };
  }

  it('reads at any instant as it was known then', async () => {
    const { past, pupilId } = pastOfOnePupil();
    expect(await loadPast(database, ACTOR, past)).toBe(true);
    const known = <E>(entity: new () => E, at: string, id: string) =>
      database.selectKnownAt(entity, at, `owner_id = ? and ${id} = ?`, [past.ownerId, pupilId]);
    const surnames = async (at: string) => (await known(PupilEntity, at, 'id')).map((it) => it.legalSurname);
    expect(await surnames('2024-09-02T07:59:59.999Z')).toEqual([]);
    expect(await surnames(MONDAY)).toEqual(['Prize']);
    expect(await surnames('2024-09-06T07:59:59.999Z')).toEqual(['Prize']);
    expect(await surnames(FRIDAY)).toEqual(['Price']);
    expect(await known(EnrolmentEntity, MONDAY, 'pupil_id')).toHaveLength(1);
    expect(await known(EnrolmentEntity, TUESDAY, 'pupil_id')).toEqual([]);
  });

  it('is told by the change feed in the order of time, without gaps', async () => {
    const { past } = pastOfOnePupil();
    await loadPast(database, ACTOR, past);
    const events = await database.select(ChangeEventEntity, 'where owner_id = ? order by version', [
      past.ownerId,
    ]);
    expect(events.map((it) => [it.version, it.resource, it.operation, it.at])).toEqual([
      [1, 'schools', 'create', MONDAY],
      [2, 'pupils', 'create', MONDAY],
      [3, 'enrolments', 'create', MONDAY],
      [4, 'enrolments', 'delete', TUESDAY],
      [5, 'pupils', 'update', FRIDAY],
    ]);
    expect(events[1]!.naturalKey).toEqual({ sourceSystem: 'mis', sourceId: 'p1' });
  });

  it('goes on with the next version, at no earlier instant', async () => {
    const { past, pupilId } = pastOfOnePupil();
    await loadPast(database, ACTOR, past);
    const changed = await new UnitOfWork(database).run(ACTOR, async (tx) => {
      const row = await tx.lockOne(PupilEntity, 'where id = ?', [pupilId]);
      return tx.update(PupilEntity, row!, { preferredForename: 'Ni' });
    });
    expect(changed.sinceVersion).toBe(6);
    const [version] = await database.select(OwnerVersionEntity, 'where owner_id = ?', [past.ownerId]);
    expect(version!.at >= FRIDAY).toBe(true);
  });

  it('is not loaded over an owner that has versions', async () => {
    const { past } = pastOfOnePupil();
    await loadPast(database, ACTOR, past);
    expect(await loadPast(database, ACTOR, past)).toBe(false);
  });

  it('leaves nothing where a row of it is refused', async () => {
    const { past, pupilId } = pastOfOnePupil();
    const twice = past.changes.find((it) => it.entity === PupilEntity)!.row as PupilEntity;
    past.create(PupilEntity, FRIDAY, { ...twice, id: newId() });
    await expect(loadPast(database, ACTOR, past)).rejects.toThrow();
    expect(await database.selectOne(PupilEntity, 'where id = ?', [pupilId])).toBeNull();
    expect(await database.selectOne(OwnerVersionEntity, 'where owner_id = ?', [past.ownerId])).toBeNull();
  });

  it('refuses a change before the newest one of its row', () => {
    const { past } = pastOfOnePupil();
    const school = past.changes[0]!;
    const fact = { row: school.row as SchoolEntity, change: school };
    expect(() => past.update(fact, '2024-09-01T08:00:00.000Z', { name: 'Ash School' })).toThrow(RangeError);
  });
});
