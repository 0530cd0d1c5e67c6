import { Module } from '@nestjs/common';
import { InstallationListeners } from './installation-listeners.js';
import { PluginRuntime } from './plugin-runtime.js';

/** Plugins: what is stored, what each school runs, and the processes in which they run. */
@Module({
  providers: [InstallationListeners, PluginRuntime],
  exports: [InstallationListeners, PluginRuntime],
})
export class PluginHostModule {}
