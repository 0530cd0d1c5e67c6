import { isCalendarDate } from '../calendar-date.js';
import { catalogueLimits } from '../field/catalogue-limits.js';
import { type DescribedFramework, frameworkFaults } from '../field/framework-rules.js';
import type { areasOfNeed, costBands, features, NcYear, provisionCategories, Wave } from '../field/words.js';
import type { ManifestError } from './manifest-error.js';

/** An assessment framework that a plugin brings to a school. It needs no code. @since 0.1.0 */
export interface AssessmentFrameworkContribution extends DescribedFramework {
  /** Kebab-case, unique among the plugin's frameworks. */
  readonly id: string;
  readonly title: string;
  /** NC year → points. */
  readonly expectations: Readonly<Partial<Record<NcYear, number>>>;
}

/** A provision type that a plugin brings to a school. It needs no code. @since 0.1.0 */
export interface ProvisionTypeContribution {
  /** Kebab-case, unique among the plugin's provision types. */
  readonly id: string;
  readonly title: string;
  readonly wave: Wave;
  readonly category: (typeof provisionCategories)[number];
  /** Null where it is not for special educational needs. */
  readonly areaOfNeed: (typeof areasOfNeed)[number] | null;
  readonly feature: (typeof features)[number];
  readonly dosage: {
    readonly weeks: number;
    readonly sessionsPerWeek: number;
    /** Of one session. */
    readonly minutes: number;
    /** Pupils in a group at most. */
    readonly groupSize: number;
  };
  readonly entryCriteria: string;
  readonly exitCriteria: string;
  readonly evidence: {
    /** Months of additional progress in a year; may be negative. */
    readonly monthsImpact: number;
    readonly costBand: (typeof costBands)[number];
    /** The day as of which the evidence stands. */
    readonly date: string;
    /** Where it was read. */
    readonly source: string | null;
  } | null;
}

/** What a manifest contributes that needs no code. */
export interface Contributions {
  readonly assessmentFrameworks: readonly AssessmentFrameworkContribution[];
  readonly provisionTypes: readonly ProvisionTypeContribution[];
}

/** The same, as the schema has checked it: what may be left out may be missing. */
export interface CheckedContributions {
  readonly assessmentFrameworks?: readonly (Pick<AssessmentFrameworkContribution, 'id' | 'title' | 'kind'> &
    Partial<AssessmentFrameworkContribution>)[];
  readonly provisionTypes?: readonly (Omit<ProvisionTypeContribution, 'areaOfNeed' | 'evidence'> & {
    readonly areaOfNeed?: ProvisionTypeContribution['areaOfNeed'];
    readonly evidence?: Partial<ProvisionTypeContribution['evidence']>;
  })[];
}

/** Bytes of both lists as JSON: half of what hosts keep of a manifest is left for the rest of it. */
const mostBytes = 16 * 1024;

/**
 * The key under which schools know what a plugin contributes: the name of the package and the contribution's id, so
 * that no two plugins, and no plugin and no school, mean the same.
 *
 * @example
 * contributedKey('@st-aldates/reading-ladder', 'ladder') // '@st-aldates/reading-ladder/ladder'
 * @since 0.1.0
 */
export function contributedKey(packageName: string, id: string): string {
  return `${packageName}/${id}`;
}

/** The contributions with everything that was left out. */
export function fillContributions({
  assessmentFrameworks = [],
  provisionTypes = [],
}: CheckedContributions): Contributions {
  return {
    assessmentFrameworks: assessmentFrameworks.map((it) => ({ ...plainFramework, ...it })),
    provisionTypes: provisionTypes.map(({ evidence, ...it }) => ({
      ...it,
      areaOfNeed: it.areaOfNeed ?? null,
      evidence: evidence
        ? ({ ...evidence, source: evidence.source ?? null } as ProvisionTypeContribution['evidence'])
        : null,
    })),
  };
}

const plainFramework = {
  min: null,
  max: null,
  step: null,
  grades: null,
  direction: 1,
  tolerance: null,
  oneOff: false,
  expectations: {},
  higherStandard: null,
} as const;

/** What is wrong with contributions beyond their schema. */
export function checkContributions(packageName: string, contributions: Contributions): ManifestError[] {
  const { assessmentFrameworks, provisionTypes } = contributions;
  const at = '/espalier/contributes';
  const errors = [
    ...idErrors(packageName, assessmentFrameworks, `${at}/assessmentFrameworks`),
    ...idErrors(packageName, provisionTypes, `${at}/provisionTypes`),
    ...assessmentFrameworks.flatMap((it, index) =>
      frameworkFaults(it).map(({ pointer, code, detail }) => ({
        pointer: `${at}/assessmentFrameworks/${index}${pointer}`,
        code,
        detail,
      })),
    ),
    ...provisionTypes.flatMap(({ evidence }, index) =>
      evidence && !isCalendarDate(evidence.date)
        ? [
            {
              pointer: `${at}/provisionTypes/${index}/evidence/date`,
              code: 'invalid',
              detail: 'must be a date that exists, YYYY-MM-DD',
            },
          ]
        : [],
    ),
  ];
  const bytes = Buffer.byteLength(JSON.stringify([assessmentFrameworks, provisionTypes]));
  if (bytes > mostBytes) {
    const detail = `assessmentFrameworks and provisionTypes may have ${mostBytes} bytes together, they have ${bytes}`;
    errors.push({ pointer: at, code: 'too-large', detail });
  }
  return errors;
}

function idErrors(
  packageName: string,
  contributions: readonly { readonly id: string }[],
  base: string,
): ManifestError[] {
  return contributions.flatMap(({ id }, index) => {
    const pointer = `${base}/${index}/id`;
    if (contributions.findIndex((it) => it.id === id) < index) {
      return [{ pointer, code: 'duplicate', detail: `another one has the id ${id}` }];
    }
    const key = contributedKey(packageName, id);
    if (key.length <= catalogueLimits.key) return [];
    const detail = `makes the key ${key} of ${key.length} characters; ${catalogueLimits.key} are allowed: choose a shorter id`;
    return [{ pointer, code: 'too-long', detail }];
  });
}
