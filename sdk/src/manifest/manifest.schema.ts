import { features } from '../field/words.js';
import { assessmentFramework, provisionType } from './contributions.schema.js';
import { plainInputs, sensitiveInputs, subjectInputs } from './inputs.js';
import { plainTriggers, schedules, subjectTriggers } from './triggers.js';

/** The kinds of policy; `intervention` is the one that hosts of this API version run. @since 0.1.0 */
export const policyKinds = ['intervention', 'differentiation', 'target', 'allocation'] as const;

/**
 * What a text setting can name. A host refuses a value of `provision-type` that is no key of a provision type of
 * the school or of Espalier.
 * @since 0.1.0
 */
export const settingFormats = ['provision-type'] as const;

const subject = '[A-Za-z0-9][A-Za-z0-9_-]{0,49}';
const input = `^(${[...plainInputs, ...sensitiveInputs].join('|')}|(${subjectInputs.join('|')})(:${subject})?)$`;
const trigger = `^((${subjectTriggers.join('|')})(:${subject})?|${plainTriggers.join('|')}|onReviewDue|onSchedule:(${schedules.join('|')}))$`;
const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
const scalar = { type: ['string', 'number', 'boolean'] };

/*
 * A setting is a scalar or a list of scalars. There is no `pattern` and no `$ref`: settings are checked in
 * the API process, where a plugin's regular expression or a remote schema has no business.
 */
const setting = {
  type: 'object',
  additionalProperties: false,
  required: ['type', 'default'],
  properties: {
    type: { enum: ['string', 'number', 'integer', 'boolean', 'array'] },
    title: text(120),
    description: text(2000),
    default: {},
    format: { enum: [...settingFormats] },
    enum: { type: 'array', minItems: 1, maxItems: 100, items: scalar },
    minimum: { type: 'number' },
    maximum: { type: 'number' },
    exclusiveMinimum: { type: 'number' },
    exclusiveMaximum: { type: 'number' },
    multipleOf: { type: 'number', exclusiveMinimum: 0 },
    minLength: { type: 'integer', minimum: 0 },
    maxLength: { type: 'integer', minimum: 0 },
    minItems: { type: 'integer', minimum: 0 },
    maxItems: { type: 'integer', minimum: 0 },
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['type'],
      properties: {
        type: { enum: ['string', 'number', 'integer', 'boolean'] },
        enum: { type: 'array', minItems: 1, maxItems: 100, items: scalar },
        minimum: { type: 'number' },
        maximum: { type: 'number' },
        maxLength: { type: 'integer', minimum: 0 },
      },
    },
  },
};

const policy = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'kind', 'title', 'feature', 'inputs'],
  properties: {
    id: {
      type: 'string',
      maxLength: 64,
      pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
      description: 'kebab-case, for example reading-catch-up',
    },
    kind: { enum: [...policyKinds] },
    title: text(120),
    description: text(2000),
    feature: { enum: [...features] },
    inputs: {
      type: 'array',
      minItems: 1,
      maxItems: 30,
      uniqueItems: true,
      items: {
        type: 'string',
        pattern: input,
        description: `an input: ${[...subjectInputs.map((name) => `${name}[:subject]`), ...plainInputs, ...sensitiveInputs].join(', ')}`,
      },
    },
    triggers: {
      type: 'array',
      maxItems: 30,
      uniqueItems: true,
      items: {
        type: 'string',
        pattern: trigger,
        description: `a trigger: ${[...subjectTriggers.map((name) => `${name}[:subject]`), ...plainTriggers, 'onReviewDue', ...schedules.map((it) => `onSchedule:${it}`)].join(', ')}`,
      },
    },
  },
};

const configuration = {
  type: 'object',
  additionalProperties: false,
  required: ['type', 'properties'],
  properties: {
    type: { const: 'object' },
    title: text(120),
    description: text(2000),
    properties: {
      type: 'object',
      maxProperties: 100,
      propertyNames: {
        pattern: '^[a-z][A-Za-z0-9]{0,63}$',
        description: 'camelCase, for example threshold',
      },
      additionalProperties: setting,
    },
  },
};

const some = (list: string) => ({
  type: 'object',
  required: [list],
  properties: { [list]: { type: 'array', minItems: 1 } },
});

const contributes = {
  type: 'object',
  additionalProperties: false,
  description: 'a policy, an assessment framework or a provision type',
  anyOf: [some('policies'), some('assessmentFrameworks'), some('provisionTypes')],
  properties: {
    policies: { type: 'array', maxItems: 50, items: policy },
    configuration,
    assessmentFrameworks: { type: 'array', maxItems: 20, items: assessmentFramework },
    provisionTypes: { type: 'array', maxItems: 50, items: provisionType },
  },
};

const espalier = {
  type: 'object',
  additionalProperties: false,
  required: ['displayName', 'publisher', 'contributes'],
  properties: {
    displayName: text(120),
    publisher: {
      type: 'string',
      maxLength: 64,
      pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
      description: 'kebab-case, for example st-aldates',
    },
    source: {
      type: 'string',
      maxLength: 90,
      pattern: '^(\\./)?(?!.*\\.\\.)[A-Za-z0-9_][A-Za-z0-9_./-]*\\.(ts|mts|js|mjs)$',
      description: 'a relative path to the source entry, for example src/plugin.ts',
    },
    bundle: {
      type: 'object',
      additionalProperties: false,
      required: ['digest', 'size'],
      properties: {
        digest: {
          type: 'string',
          pattern: '^sha256-[A-Za-z0-9+/]{43}=$',
          description: 'sha256- and the digest in base64',
        },
        size: { type: 'integer', minimum: 1 },
      },
    },
    contributes,
    enabledApiProposals: { type: 'array', maxItems: 20, uniqueItems: true, items: text(64) },
  },
};

/**
 * The manifest of a plugin: an npm `package.json` with an `espalier` member, as JSON Schema (draft 7).
 * Members that npm knows are left to npm; unknown members under `espalier` are errors. It is in the package
 * as `dist/manifest/manifest.schema.json` too, for editors.
 * @since 0.1.0
 */
export const manifestSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Manifest of an Espalier plugin',
  type: 'object',
  required: ['name', 'version', 'engines', 'espalier'],
  properties: {
    name: {
      type: 'string',
      maxLength: 214,
      pattern: '^(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$',
      description: 'a name that npm accepts, in lower case',
    },
    version: {
      type: 'string',
      maxLength: 64,
      pattern: '^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$',
      description: 'a semantic version, for example 1.2.0',
    },
    license: text(200),
    description: { type: 'string', maxLength: 2000 },
    engines: {
      type: 'object',
      required: ['espalier'],
      properties: { espalier: { type: 'string' } },
    },
    main: {
      type: 'string',
      maxLength: 90,
      pattern: '^(\\./)?(?!.*\\.\\.)[A-Za-z0-9_][A-Za-z0-9_./-]*\\.c?js$',
      description: 'a relative path to one JavaScript file, for example dist/plugin.js',
    },
    espalier,
  },
  // What declares policies has code that holds them.
  if: {
    type: 'object',
    required: ['espalier'],
    properties: {
      espalier: {
        type: 'object',
        required: ['contributes'],
        properties: { contributes: some('policies') },
      },
    },
  },
  then: { type: 'object', required: ['main'], properties: { main: {} } },
};
