import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { SqliteDriver } from './sqlite.driver.js';

describe('a long transaction on SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-driver-'));
  const file = join(folder, 'test.db');
  const handle = new SqliteDatabase(file);
  handle.pragma('journal_mode = WAL');
  handle.exec('create table row (n integer)');
  const driver = new SqliteDriver(file, handle);

  afterAll(async () => {
    await driver.close();
    handle.close();
    rmSync(folder, { recursive: true });
  });

  const count = async () => (await driver.reader.query('select count(*) as n from row', []))[0]!['n'];

  it('lets reads in between, which see nothing of it before its end', async () => {
    const seen: unknown[] = [];
    let going = true;
    const look = async () => {
      seen.push(await count());
      if (going) setImmediate(() => void look());
    };
    setImmediate(() => void look());
    await driver.transaction(async (connection) => {
      for (let n = 0; n < 200; n++) await connection.write('insert into row values (?)', [n]);
    });
    going = false;
    expect(seen.length).toBeGreaterThan(10);
    expect(new Set(seen.slice(0, 10))).toEqual(new Set([0]));
    expect(await count()).toBe(200);
  });

  it('is one after the other, and one that fails leaves nothing', async () => {
    const add = (fails: boolean) =>
      driver.transaction(async (connection) => {
        for (let n = 0; n < 30; n++) await connection.write('insert into row values (?)', [n]);
        if (fails) throw new Error('taken back');
        return (await connection.query('select count(*) as n from row', []))[0]!['n'];
      });
    const before = Number(await count());
    const [first, failed, third] = await Promise.allSettled([add(false), add(true), add(false)]);
    expect([first, failed.status, third]).toEqual([
      { status: 'fulfilled', value: before + 30 },
      'rejected',
      { status: 'fulfilled', value: before + 60 },
    ]);
  });
});
