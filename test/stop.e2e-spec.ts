import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, signIn } from './support/client.js';
import { makePupil, makeSchool } from './support/factories.js';
import { startServer } from './support/server.js';

describe('a server that was asked to stop', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'espalier-stop-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('leaves everything in SQLite’s one file, which can be copied as it is', async () => {
    const file = join(folder, 'school.db');
    const server = await startServer({ url: `sqlite:${file}` });
    const api = await signIn(server);
    const pupil = await makePupil(api, await makeSchool(api));
    await server.stop();
    expect(existsSync(`${file}-wal`)).toBe(false);

    const copy = join(folder, 'copy.db');
    copyFileSync(file, copy);
    const other = await startServer({ url: `sqlite:${copy}` });
    const pupils = await (await signIn(other)).get<Page<{ id: string }>>('/api/v1/pupils');
    await other.stop();
    expect(pupils.body.data.map((it) => it.id)).toEqual([pupil.id]);
  });
});
