import { parseArgs } from 'node:util';
import { openAppDatabase } from './app.database.js';
import { AppLogger } from './app.logger.js';
import { createApp } from './app.setup.js';
import { ConfigError } from './config/config-error.js';
import { readConfig } from './config/config.js';
import { DatabaseUnavailable } from './database/data-source.js';
import { now } from './common/instants.js';
import { evaluateSchools } from './demo/evaluate-schools.js';
import { DEMO_SEED, loadSchools } from './demo/load-schools.js';
import { evaluatedLine, numbered, schoolLine, totalLine } from './demo/progress-lines.js';
import { type Size, SIZES } from './demo/trust/school-plan.js';

const USAGE = `npm run demo -- [--size ${SIZES.join('|')}] [--seed <whole number>]`;

/**
 * What `npm run demo` does: loads synthetic schools of a size into the database of the environment, evaluates them with
 * the first-party plugin and decides on most of what it recommends.
 */
async function main(): Promise<void> {
  const { size, seed } = readArguments(process.argv.slice(2));
  const config = readConfig({ ...process.env, ESPALIER_DEMO: '1' });
  const database = await openAppDatabase(config);
  const started = performance.now();
  console.log(`Loading ${size} (seed ${seed}) into ${config.databaseUrl.replace(/:[^:@/]*@/, ':***@')}`);
  const loaded = await loadSchools(database, {
    size,
    seed,
    now: now(),
    progress: (it, done, all) => console.log(numbered(schoolLine(it), done, all)),
  });
  console.log(totalLine(loaded, performance.now() - started));
  await evaluateSchools(() => createApp(config, database, new AppLogger('warn')), database, loaded, {
    seed,
    progress: (it, done, all) => console.log(numbered(evaluatedLine(it), done, all)),
  });
}

function readArguments(args: string[]): { size: Size; seed: number } {
  const { values } = parsed(args);
  const size = SIZES.find((it) => it === values.size);
  if (!size) throw new ConfigError(`--size takes ${SIZES.join(', ')}; ${USAGE}`);
  if (!/^\d{1,9}$/.test(values.seed)) throw new ConfigError(`--seed takes a whole number; ${USAGE}`);
  return { size, seed: Number(values.seed) };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        size: { type: 'string', default: 'trust' },
        seed: { type: 'string', default: String(DEMO_SEED) },
      },
    });
  } catch (error) {
    throw new ConfigError(`${(error as Error).message}; ${USAGE}`);
  }
}

try {
  await main();
} catch (error) {
  const known = error instanceof ConfigError || error instanceof DatabaseUnavailable;
  console.error('The demo cannot be loaded:', known ? error.message : error);
  process.exit(1);
}
