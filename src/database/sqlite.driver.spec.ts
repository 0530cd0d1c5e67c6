import { mkdtempSync, renameSync, rmSync } from 'node:fs';
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

describe('a commit on SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-driver-'));
  const file = join(folder, 'test.db');
  const handle = new SqliteDatabase(file);
  handle.pragma('journal_mode = WAL');
  handle.exec('create table row (n integer)');
  const driver = new SqliteDriver(file, handle);
  const add = (n: number) =>
    driver.transaction((connection) => connection.write('insert into row values (?)', [n]));
  const rows = async () =>
    (await driver.reader.query('select n from row order by rowid', [])).map((it) => it['n']);

  afterAll(async () => {
    await driver.close();
    handle.close();
    rmSync(folder, { recursive: true });
  });

  it('of which it is not known whether it is on disk is told as an error, and the next one is tried again', async () => {
    const [log, away] = [`${file}-wal`, `${file}-away`];
    renameSync(log, away);
    await expect(add(0)).rejects.toThrow('ENOENT');
    renameSync(away, log);
    await add(1);
    expect(await rows()).toEqual([0, 1]);
  });

  it('keeps what many write at once in the order in which they came', async () => {
    const wanted = Array.from({ length: 50 }, (_, n) => n + 2);
    await Promise.all(wanted.map(add));
    expect(await rows()).toEqual([0, 1, ...wanted]);
  });

  it('lets others answer while the disk takes it', async () => {
    const order: string[] = [];
    const committed = add(100).then(() => order.push('on disk'));
    while (!(await rows()).includes(100)) await Promise.resolve();
    order.push('read');
    await committed;
    expect(order).toEqual(['read', 'on disk']);
  });
});

describe('after very many rows were added on SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-driver-'));
  const file = join(folder, 'test.db');
  const handle = new SqliteDatabase(file);
  handle.pragma('journal_mode = WAL');
  handle.exec(`create table mark (school text, pupil integer, id integer, day integer, primary key (school, pupil, id))
    without rowid; create index ix_mark_day on mark (school, day, id)`);
  const driver = new SqliteDriver(file, handle);

  afterAll(async () => {
    await driver.close();
    handle.close();
    rmSync(folder, { recursive: true });
  });

  it('a pupil’s newest rows are found by the pupil, not by leafing through the school’s days', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => ['a school', n % 500, n, Math.floor(n / 500)]);
    await driver.bulkTransaction((connection) =>
      connection.addRows('mark', ['school', 'pupil', 'id', 'day'], rows),
    );
    const newest = 'select id from mark where school = ? and pupil = ? order by day desc, id desc limit 5';
    const ask = () => driver.reader.query(`explain query plan ${newest}`, ['a school', 7]);
    // A connection learns of samples with its first statement after them.
    await driver.reader.query(newest, ['a school', 7]);
    const plan = (await ask()).map((it) => String(it['detail'])).join();
    expect(plan).toContain('PRIMARY KEY');
  });
});
