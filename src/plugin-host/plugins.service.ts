import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { audit } from '../auth/audit/audit.js';
import { filter, Lists, type RowPage } from '../auth/lists/lists.js';
import type { RequestContext } from '../auth/request-context.js';
import { DomainError, duplicate, notFound } from '../common/errors/domain-error.js';
import { SYSTEM_OWNER } from '../common/ids.js';
import { Database } from '../database/database.js';
import type { Transaction } from '../database/transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { removeBundle, storeBundle } from './bundles.js';
import { type CheckedPackage, PackageChecks } from './package-checks.js';
import type { PluginQuery, ResumePluginDto } from './plugin.dto.js';
import { moveVersion } from './plugin-states.js';
import { PluginVersionEntity } from './plugin-version.entity.js';
import { PackageFetcher, type WantedPackage } from './registry/package-fetcher.js';
import { requireEverySchool } from './require-every-school.js';
import { PackageSignatures } from './signatures/package-signatures.js';
import { VersionTrust } from './signatures/version-trust.js';

const LIST = {
  entity: PluginVersionEntity,
  sortable: { id: { column: 'id', property: 'id' }, name: { column: 'name', property: 'name' } },
  defaultSort: 'name',
};

/** The plugins of the installation. Every school sees them; only a client that sees every school changes them. */
@Injectable()
export class PluginsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly checks: PackageChecks,
    private readonly fetcher: PackageFetcher,
    private readonly signatures: PackageSignatures,
    private readonly trust: VersionTrust,
  ) {}

  list(query: PluginQuery): Promise<RowPage<PluginVersionEntity>> {
    return this.lists.page(LIST, query, [filter('name = ?', query.name)]);
  }

  /** The versions of a plugin, the one that was installed last first. Throws `not-found`. */
  async versions(name: string): Promise<PluginVersionEntity[]> {
    const rows = await this.database.select(PluginVersionEntity, 'where name = ? order by id desc', [name]);
    if (rows.length === 0) throw notFound();
    return rows;
  }

  /**
   * Stores a package beside the other versions. The same bundle and manifest under the same name and version again
   * answer with what is there, mend it where the stored bundle was tampered with, and take its signature where that
   * is trusted. Throws `package-invalid`, `signature-refused`, and `duplicate` where the version has others.
   */
  async install(ctx: RequestContext, bytes: Buffer): Promise<PluginVersionEntity> {
    requireEverySchool(ctx);
    return this.store(ctx, await this.checks.check(bytes), null);
  }

  /** The same with a package from a registry. Throws `registry-unavailable` and `validation-failed` too. */
  async fetchAndInstall(ctx: RequestContext, wanted: WantedPackage): Promise<PluginVersionEntity> {
    requireEverySchool(ctx);
    const { bytes, registry } = await this.fetcher.fetch(wanted);
    const checked = await this.checks.check(bytes);
    requireNamed(checked, wanted);
    return this.store(ctx, checked, registry);
  }

  /** `registry` is where the package came from; null for one that was uploaded. */
  private store(
    ctx: RequestContext,
    checked: CheckedPackage,
    registry: string | null,
  ): Promise<PluginVersionEntity> {
    const { name, version } = checked.manifest;
    return this.uow.run(ctx.principal, async (tx) => {
      const before = await tx.lockOne(PluginVersionEntity, 'where name = ? and version = ?', [name, version]);
      if (before && !isSamePlugin(before, checked)) {
        const detail = `${name} ${version} is installed with other contents; give the change a new version.`;
        throw duplicate('/version', detail);
      }
      await this.signatures.hold(tx, checked.manifest.publisher, checked.signature);
      await storeBundle(tx, checked.digest, checked.bundle);
      const row = before ? this.again(tx, before, checked) : this.insert(tx, ctx, checked, registry);
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  /** Lets a quarantined version run again. Throws `plugin-refused` for one in another state. */
  async resume(
    ctx: RequestContext,
    name: string,
    { version, reason }: ResumePluginDto,
  ): Promise<PluginVersionEntity> {
    requireEverySchool(ctx);
    return this.uow.run(ctx.principal, async (tx) => {
      const row = await tx.lockOne(PluginVersionEntity, 'where name = ? and version = ?', [name, version]);
      if (!row) throw notFound();
      if (row.state === 'quarantined') return moveVersion(tx, row, 'installed', null, reason);
      throw new DomainError('plugin-refused', `${name} ${version} is ${row.state}, not quarantined.`);
    });
  }

  /** Removes one version, or all. Throws `plugin-refused` while a school runs one of them or waits for it. */
  async remove(ctx: RequestContext, name: string, version: string | undefined): Promise<void> {
    requireEverySchool(ctx);
    await this.uow.run(ctx.principal, async (tx) => {
      const all = await tx.lock(PluginVersionEntity, 'where name = ? order by id', [name]);
      const rows = all.filter((it) => version === undefined || it.version === version);
      if (rows.length === 0) throw notFound();
      for (const row of rows) {
        await refuseUsed(tx, row);
        tx.remove(PluginVersionEntity, row);
        const { id: resourceId, bundleDigest } = row;
        const detail = { name, version: row.version };
        audit(tx, {
          ownerId: SYSTEM_OWNER,
          action: 'plugin.remove',
          resource: 'plugins',
          resourceId,
          detail,
        });
        const others = await tx.select(PluginVersionEntity, 'where bundle_digest = ?', [bundleDigest]);
        if (others.every((it) => rows.some((gone) => gone.id === it.id)))
          await removeBundle(tx, bundleDigest);
      }
    });
  }

  /** What was tampered with is mended, and a signature that is trusted takes the place of what was there. */
  private again(
    tx: Transaction,
    before: PluginVersionEntity,
    { signature }: CheckedPackage,
  ): PluginVersionEntity {
    const row = before.state === 'tampered' ? moveVersion(tx, before, 'installed', null) : before;
    return signature.status === 'signed' ? this.trust.settle(tx, row, signature) : row;
  }

  private insert(
    tx: Transaction,
    ctx: RequestContext,
    checked: CheckedPackage,
    registry: string | null,
  ): PluginVersionEntity {
    const { manifest, bundle, digest, packageDigest, signature } = checked;
    const { name, version, displayName, publisher } = manifest;
    const row = tx.insert(PluginVersionEntity, {
      ownerId: SYSTEM_OWNER,
      name,
      version,
      displayName,
      publisher,
      manifest,
      bundleDigest: digest,
      bundleSize: Buffer.byteLength(bundle),
      packageDigest,
      installedBy: ctx.principal.staffId ?? ctx.principal.clientId,
      state: 'installed',
      stateReason: null,
      signature: signature.status,
      keyId: signature.keyId,
      untrusted: this.trust.reason(signature),
      registry,
    });
    audit(tx, {
      ownerId: SYSTEM_OWNER,
      action: 'plugin.install',
      resource: 'plugins',
      resourceId: row.id,
      detail: { name, version, digest, signature: signature.status, ...(registry !== null && { registry }) },
    });
    return row;
  }
}

/** A registry may hand out another package under a name; then it is not the one that somebody asked for. */
function requireNamed({ manifest }: CheckedPackage, wanted: WantedPackage): void {
  const faults = (['name', 'version'] as const).flatMap((member) => {
    if (manifest[member] === wanted[member]) return [];
    const detail = `is ${manifest[member]} in the package, and ${wanted[member]} was asked for`;
    return [{ pointer: `/${member}`, code: 'other-package', detail }];
  });
  if (faults.length === 0) return;
  throw new DomainError(
    'package-invalid',
    'The registry gave another package than the one that was asked for.',
    faults,
  );
}

/** Whether a package runs and brings what the stored version does. */
function isSamePlugin({ bundleDigest, manifest }: PluginVersionEntity, checked: CheckedPackage): boolean {
  return bundleDigest === checked.digest && isDeepStrictEqual(manifest, checked.manifest);
}

async function refuseUsed(tx: Transaction, { name, version }: PluginVersionEntity): Promise<void> {
  const [used] = await tx.query<{ n: number }>(
    'select count(*) as n from plugin_installation where name = ? and (version = ? or pending_version = ?)',
    [name, version, version],
  );
  const schools = used!.n;
  if (schools === 0) return;
  throw new DomainError(
    'plugin-refused',
    `${name} ${version} is in use by ${schools} ${schools === 1 ? 'school' : 'schools'}; remove it there first.`,
  );
}
