import { Ajv } from 'ajv';
import fc from 'fast-check';
import { espalier, ladder, ladderPackage, packageJson, policy, readingGroup } from './manifest.factory.js';
import { manifestSchema } from './manifest.schema.js';
import { readManifest } from './read-manifest.js';

/** As editors have it: from a file, by the rules of draft 7 and nothing of ours. */
const published: object = JSON.parse(JSON.stringify(manifestSchema));
const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(published);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const good = [packageJson(), packageJson({ keywords: ['school'] }), ladderPackage()].map(plain);

/** What is wrong in ways that a schema can tell. */
const bad: [string, unknown][] = [
  ['no espalier member', packageJson({ espalier: undefined })],
  ['an unknown member', packageJson({ espalier: espalier({ x: 1 }) })],
  ['policies without code', packageJson({ main: undefined })],
  ['no contribution', ladderPackage({ assessmentFrameworks: [], provisionTypes: [] })],
  [
    'an unknown kind of policy',
    packageJson({ espalier: espalier({ contributes: { policies: [policy({ kind: 'x' })] } }) }),
  ],
  ['an unknown kind of framework', ladderPackage({ assessmentFrameworks: [ladder({ kind: 'stars' })] })],
  [
    'a year that there is not',
    ladderPackage({ assessmentFrameworks: [ladder({ expectations: { Y7: 2 } })] }),
  ],
  ['a title of spaces', ladderPackage({ provisionTypes: [readingGroup({ title: ' ' })] })],
  ['a wave that there is not', ladderPackage({ provisionTypes: [readingGroup({ wave: 4 })] })],
];

test.each(good)('a good manifest is good to editors and to hosts', (value) => {
  expect([validate(value), readManifest(value).ok]).toEqual([true, true]);
});

test.each(bad)('%s is refused by editors and by hosts', (_case, value) => {
  expect([validate(plain(value)), readManifest(plain(value)).ok]).toEqual([false, false]);
});

test.each<[string, unknown]>([
  [
    'two contributions of one id',
    ladderPackage({ provisionTypes: [readingGroup(), readingGroup({ wave: 3 })] }),
  ],
  [
    'an expectation off the scale',
    ladderPackage({ assessmentFrameworks: [ladder({ expectations: { 7: 9 } })] }),
  ],
  ['any version of the API', packageJson({ engines: { espalier: '*' } })],
])('%s only hosts can tell', (_case, value) => {
  expect([validate(plain(value)), readManifest(plain(value)).ok]).toEqual([true, false]);
});

test('what hosts take no editor marks, and what an editor marks no host takes, whatever an author changes', () => {
  const changed = fc
    .tuple(fc.constantFrom(...good), fc.array(fc.nat(), { minLength: 16 }), fc.jsonValue({ maxDepth: 2 }))
    .map(([value, choices, put]) => change(structuredClone(value), choices, put));
  fc.assert(
    fc.property(changed, (value) => {
      if (!validate(value)) expect(readManifest(value).ok).toBe(false);
    }),
  );
});

/** Puts a value somewhere in another, or takes away what is there: the choices lead there. */
function change(
  value: unknown,
  [member = 0, what = 1, ...choices]: readonly number[],
  put: unknown,
): unknown {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return put;
  const keys = Object.keys(value);
  const key = keys[member % keys.length]!;
  const members = value as Record<string, unknown>;
  if (what % 6 === 0 && !Array.isArray(value)) Reflect.deleteProperty(members, key);
  else members[key] = what % 6 === 1 ? put : change(members[key], choices, put);
  return value;
}
