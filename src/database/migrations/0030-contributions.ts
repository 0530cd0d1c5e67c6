import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addFactColumns, dropFactColumns, instant } from './table.js';

const CATALOGUES = ['framework', 'provision_type'];
const MANIFESTS = ['plugin_version', 'plugin_version_history'];

interface StoredManifest {
  readonly id: string;
  readonly since_version: number;
  readonly manifest: string;
}

/** Since when a framework or a provision type is offered no more, and what stored manifests say of those they bring. */
export class Contributions1700000000030 implements MigrationInterface {
  name = 'Contributions1700000000030';

  async up(runner: QueryRunner): Promise<void> {
    for (const name of CATALOGUES) await addFactColumns(runner, name, { retired_at: instant });
    await rewriteManifests(runner, (manifest) => ({
      ...manifest,
      assessmentFrameworks: [],
      provisionTypes: [],
    }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await rewriteManifests(
      runner,
      ({ assessmentFrameworks: _f, provisionTypes: _t, ...manifest }) => manifest,
    );
    for (const name of CATALOGUES) await dropFactColumns(runner, name, ['retired_at']);
  }
}

type Members = Record<string, unknown>;

async function rewriteManifests(runner: QueryRunner, rewrite: (manifest: Members) => Members): Promise<void> {
  for (const table of MANIFESTS) {
    const rows = (await runner.query(`select id, since_version, manifest from ${table}`)) as StoredManifest[];
    for (const { id, since_version, manifest } of rows) {
      const rewritten = JSON.stringify(rewrite(JSON.parse(manifest) as Members));
      await runner.query(`update ${table} set manifest = ? where id = ? and since_version = ?`, [
        rewritten,
        id,
        since_version,
      ]);
    }
  }
}
