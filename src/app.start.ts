import { setFlagsFromString } from 'node:v8';
import { openAppDatabase } from './app.database.js';
import { AppLogger } from './app.logger.js';
import { createApp } from './app.setup.js';
import type { Config } from './config/config.js';
import { ConfigError } from './config/config-error.js';
import { DatabaseUnavailable } from './database/data-source.js';
import { DemoRefused } from './demo/demo-client.js';
import { loadDemo } from './demo/load-demo.js';
import { welcome } from './demo/welcome.js';

// The heap grows by three fifths between full collections, not up to fourfold: rows of batches that are done would
// otherwise lie about in the memory of a long run (docs/decisions/0005-speed.md).
setFlagsFromString('--heap-growing-percent=60');

/** Starts the server. One that cannot start says why in one line, and the process ends with 1. */
export async function start(config: Config): Promise<void> {
  try {
    await listen(config);
  } catch (error) {
    const known =
      error instanceof ConfigError || error instanceof DatabaseUnavailable || error instanceof DemoRefused;
    const { code, port, address, hostname } = error as NodeJS.ErrnoException & {
      port?: number;
      address?: string;
      hostname?: string;
    };
    if (known) console.error(`Espalier cannot start: ${error.message}`);
    else if (code === 'EADDRINUSE')
      console.error(`Espalier cannot start: port ${port} is in use; set PORT to another`);
    else if (code === 'EACCES')
      console.error(`Espalier cannot start: port ${port} needs more rights; set PORT to another`);
    else if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      console.error(`Espalier cannot start: ${address ?? hostname} is no address of this machine; set HOST`);
    else console.error(`Espalier cannot start:`, error);
    process.exit(1);
  }
}

async function listen(config: Config): Promise<void> {
  const database = await openAppDatabase(config);
  const app = await createApp(config, database, new AppLogger(config.logLevel));
  // Not by `app.listen`, which writes a fault down before it throws it: a server that cannot start says one line.
  const origin = await app.getHttpAdapter().getInstance().listen({ port: config.port, host: config.host });
  console.log(`Espalier listens on ${origin}`);
  if (config.demo) console.log(welcome(origin, await loadDemo(origin, database)));
}
