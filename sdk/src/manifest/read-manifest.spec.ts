import { configuration, espalier, packageJson, policy, threshold } from './manifest.factory.js';
import { SDK_API_VERSION } from './api-range.js';
import { notYetSupported, readManifest } from './read-manifest.js';
import { readFileSync } from 'node:fs';

const contributes = (changes: Record<string, unknown>) =>
  packageJson({ espalier: espalier({ contributes: { policies: [policy()], ...changes } }) });
const withPolicy = (changes: Record<string, unknown>) => contributes({ policies: [policy(changes)] });
const withSetting = (changes: Record<string, unknown>) =>
  contributes({ configuration: configuration({ threshold: threshold(changes) }) });

function errorsOf(value: unknown): string[] {
  const reading = readManifest(value);
  return reading.ok ? [] : reading.errors.map(({ pointer, code }) => `${pointer} ${code}`);
}

const policies = '/espalier/contributes/policies';
const settings = '/espalier/contributes/configuration/properties';

describe('readManifest', () => {
  test('a good manifest is read, with its optional parts filled', () => {
    const minimal = packageJson({
      main: './dist/plugin.js',
      license: undefined,
      espalier: {
        displayName: 'Reading catch-up',
        publisher: 'st-aldates',
        contributes: { policies: [policy({ description: undefined, triggers: undefined })] },
      },
    });
    expect(readManifest(JSON.parse(JSON.stringify(minimal)))).toEqual({
      ok: true,
      manifest: {
        name: '@st-aldates/reading-catch-up',
        version: '1.2.0',
        license: null,
        apiRange: '^0.1.0',
        main: 'dist/plugin.js',
        displayName: 'Reading catch-up',
        publisher: 'st-aldates',
        policies: [
          {
            id: 'reading-catch-up',
            kind: 'intervention',
            title: 'Reading catch-up in Year 7',
            description: '',
            feature: 'intervention',
            inputs: ['yearGroup', 'results:reading'],
            triggers: [],
          },
        ],
        assessmentFrameworks: [],
        provisionTypes: [],
        configuration: { type: 'object', properties: {} },
        enabledApiProposals: [],
        source: null,
        bundle: null,
      },
    });
  });

  test.each([
    ['the whole example', packageJson()],
    ['members that npm knows', packageJson({ keywords: ['school'], type: 'module', repository: {} })],
    ['a sensitive input', withPolicy({ inputs: ['sen', 'lookedAfter'] })],
    ['an input without subject', withPolicy({ inputs: ['results', 'targets:mathematics', 'plans'] })],
    [
      'each kind',
      contributes({ policies: [policy({ kind: 'allocation' }), policy({ id: 'b', kind: 'target' })] }),
    ],
    [
      'a choice of texts',
      withSetting({ type: 'string', minimum: undefined, maximum: undefined, enum: ['a', 'b'], default: 'b' }),
    ],
    ['no declarative contributions', contributes({ assessmentFrameworks: [], provisionTypes: [] })],
  ])('%s is accepted', (_name, value) => {
    expect(errorsOf(JSON.parse(JSON.stringify(value)))).toEqual([]);
  });

  test.each<[string, unknown, string[]]>([
    ['nothing', null, [' wrong-type']],
    ['a list', [], [' wrong-type']],
    ['no espalier member', packageJson({ espalier: undefined }), ['/espalier required']],
    ['a name npm refuses', packageJson({ name: 'Reading Catch-up' }), ['/name invalid']],
    ['no version', packageJson({ version: undefined }), ['/version required']],
    ['half a version', packageJson({ version: '1.2' }), ['/version invalid']],
    ['any API', packageJson({ engines: { espalier: '*' } }), ['/engines/espalier invalid']],
    ['no API range', packageJson({ engines: { node: '>=26' } }), ['/engines/espalier required']],
    ['a bundle outside the package', packageJson({ main: '../plugin.js' }), ['/main invalid']],
    ['a bundle by an absolute path', packageJson({ main: '/plugin.js' }), ['/main invalid']],
    [
      'an unknown member',
      packageJson({ espalier: espalier({ activationEvents: [] }) }),
      ['/espalier/activationEvents unknown-member'],
    ],
    [
      'an unknown contribution',
      contributes({ commands: [] }),
      ['/espalier/contributes/commands unknown-member'],
    ],
    ['no contribution', contributes({ policies: [] }), ['/espalier/contributes required']],
    [
      'no list of policies',
      contributes({ policies: {} }),
      ['/espalier/contributes required', `${policies} wrong-type`],
    ],
    ['an unknown kind', withPolicy({ kind: 'punishment' }), [`${policies}/0/kind not-allowed`]],
    ['an unknown feature', withPolicy({ feature: 'magic' }), [`${policies}/0/feature not-allowed`]],
    ['an id with spaces', withPolicy({ id: 'Reading catch-up' }), [`${policies}/0/id invalid`]],
    ['an unknown input', withPolicy({ inputs: ['name'] }), [`${policies}/0/inputs/0 invalid`]],
    [
      'an input that takes no subject',
      withPolicy({ inputs: ['attendance:reading'] }),
      [`${policies}/0/inputs/0 invalid`],
    ],
    ['an input twice', withPolicy({ inputs: ['results', 'results'] }), [`${policies}/0/inputs duplicate`]],
    ['no inputs', withPolicy({ inputs: [] }), [`${policies}/0/inputs invalid`]],
    [
      'an unknown trigger',
      withPolicy({ triggers: ['onSchedule:hourly'] }),
      [`${policies}/0/triggers/0 invalid`],
    ],
    [
      'two policies of one id',
      contributes({ policies: [policy(), policy({ title: 'B' })] }),
      [`${policies}/1/id duplicate`],
    ],
    [
      'a setting without default',
      withSetting({ default: undefined }),
      [`${settings}/threshold/default required`],
    ],
    [
      'a default of the wrong type',
      withSetting({ default: 'high' }),
      [`${settings}/threshold/default wrong-type`],
    ],
    ['a default out of range', withSetting({ default: 121 }), [`${settings}/threshold/default invalid`]],
    [
      'a regular expression',
      withSetting({ pattern: '(a+)+$' }),
      [`${settings}/threshold/pattern unknown-member`],
    ],
    [
      'a reference',
      withSetting({ $ref: 'https://example.org/' }),
      [`${settings}/threshold/$ref unknown-member`],
    ],
    ['a limit of another type', withSetting({ maxLength: 3 }), [`${settings}/threshold/maxLength invalid`]],
    [
      'a setting that shadows the prototype',
      contributes({ configuration: configuration({ ['__proto__']: threshold() }) }),
      [`${settings}/__proto__ invalid`],
    ],
    [
      'a digest of another algorithm',
      packageJson({ espalier: espalier({ bundle: { digest: 'sha1-x', size: 1 } }) }),
      ['/espalier/bundle/digest invalid'],
    ],
  ])('%s is refused, by pointer and code', (_name, value, expected) => {
    expect(errorsOf(value === null ? null : JSON.parse(JSON.stringify(value)))).toEqual(expected);
  });

  test('every error is told, in words', () => {
    const reading = readManifest({ ...withPolicy({ inputs: ['name'] }), version: 2 });
    expect(reading).toMatchObject({
      errors: [
        { pointer: '/version', detail: 'must be string' },
        {
          pointer: `${policies}/0/inputs/0`,
          detail: expect.stringMatching(/^must be an input: results\[:subject\]/),
        },
      ],
    });
  });
});

describe('notYetSupported', () => {
  test('names what hosts of this API version do not give', () => {
    const value = packageJson({
      espalier: espalier({
        contributes: {
          policies: [
            policy({ kind: 'target' }),
            policy({ id: 'b', kind: 'differentiation' }),
            policy({ id: 'c', kind: 'target', inputs: ['yearGroup', 'sen'] }),
            policy({ id: 'd', inputs: ['sen'] }),
            policy({ id: 'e', kind: 'differentiation', inputs: ['language'] }),
          ],
        },
        enabledApiProposals: ['notes'],
      }),
    });
    const reading = readManifest(value);
    expect(reading.ok && notYetSupported(reading.manifest).map(({ pointer }) => pointer)).toEqual([
      `${policies}/2/inputs/1`,
      '/espalier/enabledApiProposals',
    ]);
  });
});

test('the API version is the version of the package', () => {
  const sdk = new URL('../../package.json', import.meta.url);
  expect(JSON.parse(readFileSync(sdk, 'utf8'))).toMatchObject({ version: SDK_API_VERSION });
});
