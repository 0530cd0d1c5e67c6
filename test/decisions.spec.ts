import { readFileSync } from 'node:fs';

interface PackageFile {
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

const text = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

function dependencies(path: string): string[] {
  const file = JSON.parse(text(path)) as PackageFile;
  return Object.keys({ ...file.dependencies, ...file.devDependencies, ...file.optionalDependencies });
}

const used = [...new Set([...dependencies('package.json'), ...dependencies('sdk/package.json')])].sort();
const explained = text('docs/decisions/0001-platform.md')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1]))
  .sort();

describe('the decision on dependencies', () => {
  it('gives a reason for each one there is, and for no other', () => {
    expect(explained).toEqual(used);
  });
});
