import './require-node.js';
import type { Config } from './config/config.js';

const config = await settings();
// Loaded only now, since it takes a second: settings that cannot be used are told at once.
const { start } = await import('./app.start.js');
await start(config);

/** Loaded after the look at Node's age, which the bundle would otherwise take second. */
async function settings(): Promise<Config> {
  const { ConfigError, readConfig } = await import('./config/config.js');
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(`Espalier cannot start: ${error.message}`);
    process.exit(1);
  }
}
