import './require-node.js';
import { ConfigError } from './config/config-error.js';
import { type Config, readConfig } from './config/config.js';

const config = settings();
// Loaded only now, since it takes a second: settings that cannot be used are told at once.
const { start } = await import('./app.start.js');
await start(config);

function settings(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(`Espalier cannot start: ${error.message}`);
    process.exit(1);
  }
}
