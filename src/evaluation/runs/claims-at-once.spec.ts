import { DATABASES, type TestDatabase } from '../../../test/support/databases.js';
import { ENTITIES } from '../../app.entities.js';
import { Database } from '../../database/database.js';
import { openDatabase } from '../../database/data-source.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { BatchClaims, RUNNER } from './batch-claims.js';
import { EvaluationBatchEntity } from './evaluation-batch.entity.js';

const BATCHES = 12;

describe.each(DATABASES)('who works on which batch, on $name', ({ make }) => {
  let place: TestDatabase;
  let database: Database;
  let claims: BatchClaims;

  beforeAll(async () => {
    place = await make();
    database = new Database(await openDatabase(place.url, ENTITIES));
    const uow = new UnitOfWork(database);
    claims = new BatchClaims(database, uow);
    await uow.run(RUNNER, (tx) => {
      tx.append(EvaluationBatchEntity, ...Array.from({ length: BATCHES }, (_, batch) => pending(batch)));
      return Promise.resolve();
    });
  });

  afterAll(async () => {
    await database.close();
    await place.drop();
  });

  it('those who claim at once get a batch each, and none of them goes away empty-handed', async () => {
    const rounds: (number | undefined)[][] = [];
    for (let round = 0; round < 3; round++) {
      const claimed = await Promise.all([claims.claim(), claims.claim(), claims.claim(), claims.claim()]);
      rounds.push(claimed.map((it) => it?.batch));
    }
    expect(rounds.flat().toSorted((a, b) => a! - b!)).toEqual(Array.from({ length: BATCHES }, (_, i) => i));
    expect(await claims.claim()).toBeNull();
  });
});

function pending(batch: number): EvaluationBatchEntity {
  return {
    ownerId: '01900000-0000-7000-8000-000000000001',
    evaluationId: '01900000-0000-7000-8000-000000000002',
    policy: 0,
    batch,
    pupilIds: [],
    state: 'pending',
    token: 0,
    leaseUntil: null,
    counts: null,
  };
}
