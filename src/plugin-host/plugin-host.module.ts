import { Module } from '@nestjs/common';
import { InstallationListeners } from './installation-listeners.js';
import { InstallationsController } from './installations.controller.js';
import { InstallationsService } from './installations.service.js';
import { PluginLogController } from './log/plugin-log.controller.js';
import { PluginLogService } from './log/plugin-log.service.js';
import { PackageChecks } from './package-checks.js';
import { PluginRuntime } from './plugin-runtime.js';
import { PluginsController } from './plugins.controller.js';
import { PluginsService } from './plugins.service.js';
import { ProcessesController } from './processes.controller.js';
import { PackageFetcher } from './registry/package-fetcher.js';
import { PackageSignatures } from './signatures/package-signatures.js';
import { PublisherKeysController } from './signatures/publisher-keys.controller.js';
import { PublisherKeysService } from './signatures/publisher-keys.service.js';
import { VersionTrust } from './signatures/version-trust.js';

/** Plugins: what is stored, what each school runs, and the processes in which they run. */
@Module({
  controllers: [
    PluginsController,
    InstallationsController,
    PluginLogController,
    ProcessesController,
    PublisherKeysController,
  ],
  providers: [
    InstallationListeners,
    InstallationsService,
    PackageChecks,
    PackageFetcher,
    PackageSignatures,
    PluginLogService,
    PluginRuntime,
    PluginsService,
    PublisherKeysService,
    VersionTrust,
  ],
  exports: [InstallationListeners, InstallationsService, PluginRuntime, PluginsService],
})
export class PluginHostModule {}
