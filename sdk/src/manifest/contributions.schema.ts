import { catalogueLimits as limits } from '../field/catalogue-limits.js';
import { areasOfNeed, costBands, features, ncYears, provisionCategories, waves } from '../field/words.js';

const id = {
  type: 'string',
  maxLength: limits.key,
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  description: 'kebab-case, for example reading-ladder',
};

/** What the databases of hosts give back as it was written. */
const text = (maxLength: number) => ({
  type: 'string',
  minLength: 1,
  maxLength,
  pattern: '^(?=.*\\S)[^\\p{Cc}\\p{Cs}]*$',
  description: 'text that is not blank, without control characters',
});
const whole = ([minimum, maximum]: readonly [number, number]) => ({ type: 'integer', minimum, maximum });
const numberOrNull = { type: ['number', 'null'] };

/** An assessment framework in a manifest. */
export const assessmentFramework = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'title', 'kind'],
  properties: {
    id,
    title: text(limits.title),
    kind: { enum: ['numeric', 'graded'] },
    min: numberOrNull,
    max: numberOrNull,
    step: numberOrNull,
    grades: {
      type: ['array', 'null'],
      maxItems: limits.grades,
      description: `at most ${limits.grades} grades`,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['grade', 'points'],
        properties: { grade: text(limits.grade), points: { type: 'number' } },
      },
    },
    direction: { enum: [1, -1] },
    tolerance: numberOrNull,
    oneOff: { type: 'boolean' },
    expectations: {
      type: 'object',
      propertyNames: { enum: [...ncYears] },
      additionalProperties: { type: 'number' },
    },
    higherStandard: numberOrNull,
  },
};

/** A provision type in a manifest. */
export const provisionType = {
  type: 'object',
  additionalProperties: false,
  required: [
    ...['id', 'title', 'wave', 'category', 'feature', 'dosage'],
    ...['entryCriteria', 'exitCriteria'],
  ],
  properties: {
    id,
    title: text(limits.title),
    wave: { enum: [...waves] },
    category: { enum: [...provisionCategories] },
    areaOfNeed: { enum: [...areasOfNeed, null] },
    feature: { enum: [...features] },
    dosage: {
      type: 'object',
      additionalProperties: false,
      required: ['weeks', 'sessionsPerWeek', 'minutes', 'groupSize'],
      properties: {
        weeks: whole(limits.weeks),
        sessionsPerWeek: whole(limits.sessionsPerWeek),
        minutes: whole(limits.minutes),
        groupSize: whole(limits.groupSize),
      },
    },
    entryCriteria: text(limits.criteria),
    exitCriteria: text(limits.criteria),
    evidence: {
      type: ['object', 'null'],
      additionalProperties: false,
      required: ['monthsImpact', 'costBand', 'date'],
      properties: {
        monthsImpact: { type: 'number' },
        costBand: { enum: [...costBands] },
        date: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'a date, YYYY-MM-DD' },
        source: { ...text(limits.evidenceSource), type: ['string', 'null'] },
      },
    },
  },
};
