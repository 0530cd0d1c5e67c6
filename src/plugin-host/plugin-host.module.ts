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

/** Plugins: what is stored, what each school runs, and the processes in which they run. */
@Module({
  controllers: [PluginsController, InstallationsController, PluginLogController, ProcessesController],
  providers: [
    InstallationListeners,
    InstallationsService,
    PackageChecks,
    PackageFetcher,
    PluginLogService,
    PluginRuntime,
    PluginsService,
  ],
  exports: [InstallationListeners, InstallationsService, PluginRuntime, PluginsService],
})
export class PluginHostModule {}
