import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One attack: a bundle whose `policy` attacks for the learner in year group 13 only. */
export interface HostilePlugin {
  readonly name: string;
  /** What it tries, in words. */
  readonly tries: string;
  /** What its learner gets: why it is not evaluated, or `noAction` where the attack comes to nothing. */
  readonly gets: string;
  readonly bundle: string;
}

/** Every hostile plugin of this folder, as its first line describes it. */
export function hostilePlugins(): HostilePlugin[] {
  const folder = import.meta.dirname;
  return readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .sort()
    .map((file) => {
      const bundle = readFileSync(join(folder, file), 'utf8');
      const [, tries, gets] = /^\/\/ Tries (.+); gets (\w+)\.\n/.exec(bundle) ?? [];
      if (tries === undefined || gets === undefined) throw new Error(`${file} does not say what it gets`);
      return { name: file.slice(0, -'.js'.length), tries, gets, bundle };
    });
}
