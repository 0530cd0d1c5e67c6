import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { bundleDigest, type Manifest, readManifest } from '@espalier/sdk/manifest';
import { packageJson, policy } from '../../sdk/src/manifest/manifest.factory.js';
import { bundleBootstrap } from '../../test/hostile/bundle-bootstrap.js';
import { ENTITIES } from '../app.entities.js';
import { AuditEventEntity } from '../auth/audit/audit-event.entity.js';
import { newId, SYSTEM_OWNER } from '../common/ids.js';
import { readConfig } from '../config/config.js';
import { Database } from '../database/database.js';
import { openDatabase } from '../database/data-source.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { SchoolEntity } from '../schools/school.entity.js';
import { storeBundle } from './bundles.js';
import type { HostedRun } from './hosted-run.js';
import { PluginInstallationEntity } from './plugin-installation.entity.js';
import type { PluginRef } from './plugin-pool.js';
import { PluginRuntime } from './plugin-runtime.js';
import { PluginVersionEntity } from './plugin-version.entity.js';

const ACTOR = { clientId: 'test', staffId: null };
const CONTEXT = {
  policyId: 'reading-catch-up',
  settings: {},
  asOf: '2026-07-10',
  nextAssessmentPoint: null,
};
const PUPIL = { yearGroup: '7' };

let folder: string;
let database: Database;
let uow: UnitOfWork;
let runtimes: PluginRuntime[] = [];

beforeAll(async () => {
  Logger.overrideLogger(false);
  bundleBootstrap();
  folder = mkdtempSync(join(tmpdir(), 'espalier-runtime-'));
  database = new Database(await openDatabase(`sqlite:${join(folder, 'test.db')}`, ENTITIES));
  uow = new UnitOfWork(database);
});

afterEach(async () => {
  await Promise.all(runtimes.map((it) => it.endProcesses()));
  runtimes = [];
});

afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

function makeRuntime(env: Record<string, string> = {}): PluginRuntime {
  const runtime = new PluginRuntime(database, uow, readConfig(env));
  runtimes.push(runtime);
  return runtime;
}

let names = 0;

/** Stores a plugin whose one policy is the expression. */
async function makePlugin(
  expression: string,
  policyMembers: Record<string, unknown> = {},
): Promise<PluginRef & { readonly manifest: Manifest }> {
  const bundle = `"use strict"; exports.policies = { "reading-catch-up": ${expression} };`;
  const digest = bundleDigest(Buffer.from(bundle));
  const contributes = { policies: [policy({ inputs: ['yearGroup'], ...policyMembers })] };
  const reading = readManifest(
    packageJson({
      name: `plugin-${++names}`,
      espalier: { displayName: 'Plugin', publisher: 'test', contributes },
    }),
  );
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  const { manifest } = reading;
  const { name, version, displayName, publisher } = manifest;
  await uow.run(ACTOR, async (tx) => {
    await storeBundle(tx, digest, bundle);
    tx.insert(PluginVersionEntity, {
      ownerId: SYSTEM_OWNER,
      name,
      version,
      displayName,
      publisher,
      manifest,
      bundleDigest: digest,
      bundleSize: bundle.length,
      packageDigest: digest,
      installedBy: 'test',
      state: 'installed',
      stateReason: null,
      signature: null,
      keyId: null,
      untrusted: null,
      registry: null,
    });
  });
  return { name, version, digest, manifest };
}

async function stateOf({ name }: PluginRef): Promise<PluginVersionEntity> {
  return (await database.selectOne(PluginVersionEntity, 'where name = ?', [name]))!;
}

async function reasonsOf(run: HostedRun): Promise<(string | null)[]> {
  const outcomes = await run.evaluate([PUPIL]);
  return outcomes.map((it) =>
    'notEvaluated' in it
      ? it.notEvaluated
      : it.verdicts.map((verdict) => ('reason' in verdict ? (verdict.reason ?? null) : null)).join(),
  );
}

const saying = (text: string) => `() => ({ kind: 'noAction', reason: '${text}' })`;
const FATAL = `() => 'x'.repeat(2 ** 28).split('')`;

describe('plugins at run time', () => {
  it('a school’s active policies are those that are enabled and granted, with their settings', async () => {
    const plugin = await makePlugin(saying('yes'));
    const other = await makePlugin(saying('no'), { inputs: ['yearGroup', 'attendance'] });
    const ownerId = newId();
    await uow.run(ACTOR, async (tx) => {
      const school = {
        urn: '100001',
        laCode: '999',
        establishment: '4001',
        name: 'A',
        phase: 'primary' as const,
        trustId: null,
      };
      tx.insert(SchoolEntity, { ...school, ownerId, id: ownerId });
      for (const { name, version } of [plugin, other]) {
        const row = {
          ownerId,
          name,
          version,
          pendingVersion: null,
          enabled: true,
          automatic: false,
          settings: {},
        };
        tx.insert(PluginInstallationEntity, { ...row, grants: ['yearGroup'], grantedBy: 'test' });
      }
    });
    const active = await makeRuntime().activePolicies(ownerId);
    expect(active).toEqual([
      {
        plugin: plugin.name,
        version: plugin.version,
        digest: plugin.digest,
        policyId: 'reading-catch-up',
        kind: 'intervention',
        inputs: ['yearGroup'],
        settings: {},
        installationVersion: expect.any(Number) as number,
        manifest: plugin.manifest,
      },
    ]);
    expect(await makeRuntime().activePolicies(newId())).toEqual([]);
  });

  it('more plugins than processes take turns, and their runs go on', async () => {
    const runtime = makeRuntime({ ESPALIER_LIMIT_PLUGIN_PROCESSES: '1' });
    const runs = [
      await runtime.openRun(await makePlugin(saying('first')), CONTEXT),
      await runtime.openRun(await makePlugin(saying('second')), CONTEXT),
    ];
    for (let turn = 0; turn < 2; turn++) {
      expect(await Promise.all(runs.map(reasonsOf))).toEqual([['first'], ['second']]);
    }
    expect(runtime.processes().filter(({ stats }) => stats.pid !== null)).toHaveLength(1);
    for (const run of runs) await run.close();
  });

  it('a plugin that costs three processes is quarantined, and says so from then on', async () => {
    const runtime = makeRuntime();
    const plugin = await makePlugin(FATAL);
    const quiet = await runtime.openRun(await makePlugin(saying('well')), CONTEXT);
    for (let batch = 0; batch < 3; batch++) {
      expect((await stateOf(plugin)).state).toBe('installed');
      const run = await runtime.openRun(plugin, CONTEXT);
      expect(['memory', 'crash']).toContain((await reasonsOf(run))[0]);
      if (batch === 2) expect(await reasonsOf(run)).toEqual(['quarantined']);
      await run.close();
    }
    const { id, state, stateReason } = await stateOf(plugin);
    expect({ state, stateReason }).toEqual({
      state: 'quarantined',
      stateReason: expect.stringMatching(/^Three crashes within five minutes/) as string,
    });
    await expect(runtime.openRun(plugin, CONTEXT)).rejects.toThrow('Three crashes');
    const audited = await database.select(AuditEventEntity, 'where resource_id = ?', [id]);
    expect(audited.map((it) => it.action)).toEqual(['plugin.quarantine']);
    expect(await reasonsOf(quiet)).toEqual(['well']);
  });

  it('a bundle with one byte changed is never run', async () => {
    const plugin = await makePlugin(saying('mine'));
    const [chunk] = await database.query<{ bytes: Buffer }>(
      'select bytes from plugin_bundle_chunk where digest = ?',
      [plugin.digest],
    );
    const bytes = Buffer.from(chunk!.bytes);
    bytes[bytes.indexOf('mine')]! ^= 1;
    await uow.run(ACTOR, async (tx) => {
      await tx.write('update plugin_bundle_chunk set bytes = ? where digest = ?', [bytes, plugin.digest]);
    });
    const runtime = makeRuntime();
    await expect(runtime.openRun(plugin, CONTEXT)).rejects.toThrow('not the one that was installed');
    expect((await stateOf(plugin)).state).toBe('tampered');
    expect(runtime.processes()).toEqual([]);
    const other = await runtime.openRun(await makePlugin(saying('other')), CONTEXT);
    expect(await reasonsOf(other)).toEqual(['other']);
  });

  it('a failed activation gives its place back', async () => {
    const runtime = makeRuntime({ ESPALIER_LIMIT_PLUGIN_PROCESSES: '1' });
    const broken = await makePlugin('(() => { throw new Error("at load"); })()');
    await expect(runtime.openRun(broken, CONTEXT)).rejects.toThrow('at load');
    const run = await runtime.openRun(await makePlugin(saying('next')), CONTEXT);
    expect(await reasonsOf(run)).toEqual(['next']);
  });

  it('a host that is asked to stop lets a run finish what it is at, and opens no other', async () => {
    const runtime = makeRuntime();
    const plugin = await makePlugin(saying('answered'));
    const run = await runtime.openRun(plugin, CONTEXT);
    const { pid } = runtime.processes()[0]!.stats;
    const stopping = runtime.beforeApplicationShutdown();
    await expect(runtime.openRun(plugin, CONTEXT)).rejects.toThrow('ended');
    expect(await reasonsOf(run)).toEqual(['answered']);
    await run.close();
    await stopping;
    expect(() => process.kill(pid!, 0)).toThrow('ESRCH');
  });

  it('and waits no longer than it is allowed to', async () => {
    const runtime = makeRuntime({ ESPALIER_LIMIT_DRAIN_MILLIS: '1' });
    const run = await runtime.openRun(await makePlugin('() => { for (;;); }'), CONTEXT);
    const settled = Promise.allSettled([run.evaluate([PUPIL])]);
    await runtime.beforeApplicationShutdown();
    expect((await settled)[0].status).toBe('rejected');
  });

  it('a process without work ends after a while, and the run goes on in another', async () => {
    const runtime = makeRuntime({ ESPALIER_LIMIT_PLUGIN_IDLE_SECONDS: '1' });
    const run = await runtime.openRun(await makePlugin(saying('here')), CONTEXT);
    expect(await reasonsOf(run)).toEqual(['here']);
    const { pid } = runtime.processes()[0]!.stats;
    while (runtime.processes()[0]!.stats.state !== 'ended') await pause(20);
    expect(() => process.kill(pid!, 0)).toThrow('ESRCH');
    expect(await reasonsOf(run)).toEqual(['here']);
  });

  it('the end of the host ends every process, and what waits is told', async () => {
    const runtime = makeRuntime({ ESPALIER_LIMIT_PLUGIN_PROCESSES: '1' });
    const looping = await runtime.openRun(await makePlugin('() => { for (;;); }'), CONTEXT);
    const evaluating = looping.evaluate([PUPIL]);
    const waiting = runtime.openRun(await makePlugin(saying('late')), CONTEXT);
    const ended = Promise.allSettled([evaluating, waiting]);
    const pid = runtime.processes()[0]!.stats.pid!;
    await runtime.endProcesses();
    expect((await ended).map((it) => it.status)).toEqual(['rejected', 'rejected']);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(looping.evaluate([PUPIL])).rejects.toThrow('ended');
  });
});
