import type { ConfigurationSchema } from './manifest.js';
import { checkConfiguration, checkSettings, settingsDefaults, settingsOfFormat } from './settings.js';

const configuration: ConfigurationSchema = {
  type: 'object',
  properties: {
    threshold: { type: 'integer', minimum: 80, maximum: 120, default: 97, description: 'a score' },
    groups: { type: 'array', items: { type: 'string' }, maxItems: 2, default: ['a'] },
    constructor: { type: 'boolean' as const, default: false },
  },
};

test('the defaults are a fresh copy each time', () => {
  const defaults = settingsDefaults({ configuration });
  expect(defaults).toEqual({ threshold: 97, groups: ['a'], constructor: false });
  expect(defaults['groups']).not.toBe(settingsDefaults({ configuration })['groups']);
});

test.each<[string, unknown, string[]]>([
  ['nothing set', {}, []],
  ['good settings', { threshold: 100, groups: ['b', 'c'] }, []],
  ['an unknown name', { treshold: 100 }, ['/treshold unknown-member']],
  ['a wrong type', { threshold: '100' }, ['/threshold wrong-type']],
  ['out of range', { threshold: 121 }, ['/threshold invalid']],
  ['a wrong item', { groups: ['a', 1] }, ['/groups/1 wrong-type']],
  ['too many items', { groups: ['a', 'b', 'c'] }, ['/groups invalid']],
  ['no object', [], [' wrong-type']],
])('%s', (_name, settings, expected) => {
  const errors = checkSettings({ configuration }, settings);
  expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected);
});

test('a setting that names a provision type is told with what it names, where it is set', () => {
  const key = { type: 'string', format: 'provision-type', default: 'small-group' } as const;
  const manifest = {
    configuration: { type: 'object', properties: { ...configuration.properties, key } },
  } as const;
  expect(checkSettings(manifest, { key: 'x', threshold: 90 })).toEqual([]);
  expect(settingsOfFormat(manifest, { key: 'x', threshold: 90 }, 'provision-type')).toEqual([
    { name: 'key', value: 'x' },
  ]);
  expect(settingsOfFormat(manifest, { threshold: 90 }, 'provision-type')).toEqual([]);
  expect(checkConfiguration(manifest.configuration, '/c')).toEqual([]);
});

test('only a text can name something', () => {
  const wrong = { type: 'integer', format: 'provision-type', default: 1 } as const;
  const errors = checkConfiguration({ type: 'object', properties: { wrong } }, '/c');
  expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
    '/c/properties/wrong/format invalid',
  ]);
});
