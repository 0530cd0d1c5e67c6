import { DATABASES, type TestDatabase } from '../../test/support/databases.js';
import { ENTITIES } from '../app.entities.js';
import { type OpenDatabase, openDatabase } from './data-source.js';
import { schemaDrift } from './schema-drift.js';

describe.each(DATABASES)('the schema on $name', ({ make }) => {
  let place: TestDatabase;
  let open: OpenDatabase;

  beforeAll(async () => {
    place = await make();
    open = await openDatabase(place.url, ENTITIES);
  });

  afterAll(async () => {
    await open.driver.close();
    await open.dataSource.destroy();
    await place.drop();
  });

  it('is after all migrations what the entities say', async () => {
    expect(await schemaDrift(open.dataSource)).toEqual([]);
  });
});
