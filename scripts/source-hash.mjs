import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

const NOT_BUILT = /\.(spec|factory)\.ts$/;
const NOT_SOURCE = new Set(['dist', 'node_modules', 'test', 'coverage']);

/**
 * One digest of the names and contents of the files that a build step reads. Folders are read whole, but for
 * specs and what the step itself makes.
 * @param {string} root
 * @param {readonly string[]} inputs paths of files and folders from the root
 * @param {readonly string[]} [upstream] digests of the steps before it
 * @returns {string}
 */
export function sourceHash(root, inputs, upstream = []) {
  const hash = createHash('sha256');
  for (const digest of upstream) hash.update(`${digest}\n`);
  for (const path of inputs.flatMap((input) => filesOf(root, input))) {
    const content = readFileSync(join(root, path));
    hash.update(`${path.split(sep).join('/')}\n${String(content.length)}\n`);
    hash.update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(root, path) {
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const below = join(path, entry.name);
      if (entry.isDirectory()) return NOT_SOURCE.has(entry.name) ? [] : filesOf(root, below);
      return entry.isFile() && !NOT_BUILT.test(entry.name) ? [below] : [];
    });
}
