import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

/** An empty database of one suite's own. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

interface Kind {
  readonly name: string;
  readonly make: () => Promise<TestDatabase>;
}

const sqlite: Kind = {
  name: 'SQLite',
  make: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'espalier-test-'));
    return {
      url: `sqlite:${join(folder, 'test.db')}`,
      drop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

function mysql(server: string): Kind {
  return {
    name: 'MySQL or MariaDB',
    make: async () => {
      const url = new URL(server);
      const name = `${url.pathname.slice(1) || 'espalier_test'}_${randomBytes(5).toString('hex')}`;
      url.pathname = `/${name}`;
      return {
        url: url.href,
        drop: async () => {
          const connection = await createConnection({ uri: server.replace(/\/[^/]*$/, '/') });
          await connection.query(`drop database if exists \`${name}\``);
          await connection.end();
        },
      };
    },
  };
}

const server = process.env['TEST_DATABASE_URL'];

/** SQLite always, and MySQL or MariaDB where `TEST_DATABASE_URL` names a server. */
export const DATABASES: readonly Kind[] = server ? [sqlite, mysql(server)] : [sqlite];
