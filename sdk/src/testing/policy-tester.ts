import { readFileSync } from 'node:fs';
import { isCalendarDate } from '../calendar-date.js';
import type { Manifest } from '../manifest/manifest.js';
import { readManifest } from '../manifest/read-manifest.js';
import type { Verdict } from '../verdict.js';
import { askPolicy, type AskablePolicy, type Question } from './ask-policy.js';
import { differences } from './differences.js';
import { tryMonotone, type Monotone } from './monotone.js';
import { readTable, type CaseGroups, type TableCase } from './policy-cases.js';
import { testDay } from './school-day.js';
import type { LearnerSketch } from './sketch.js';

export type {
  CaseGroups,
  ExpectedInsufficient,
  ExpectedNoAction,
  ExpectedRecommendation,
  PolicyCase,
} from './policy-cases.js';

/** What `definePlugin` gives. @since 0.1.0 */
export interface TestablePlugin {
  readonly policies: Readonly<Record<string, (learner: never, context: never) => unknown>>;
}

/** `describe` and `it` of a test runner. @since 0.1.0 */
export interface TestRunner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => void | Promise<void>): unknown;
}

/** @since 0.1.0 */
export interface PolicyTesterOptions {
  /** The plugin's `package.json`: its place, or what it holds. */
  readonly packageJson: URL | object;
  /** The day that cases are evaluated for, `YYYY-MM-DD`; 10 July 2026 unless given. */
  readonly asOf?: string;
  /**
   * Where cases are registered: `describe` and `it` of the globals, as in Jest, unless given. Without either, cases run
   * where they are written, and what fails is thrown.
   */
  readonly runner?: TestRunner;
}

type PolicyParameters<P extends TestablePlugin, Id extends keyof P['policies']> = Parameters<
  P['policies'][Id]
>;
type InputsOf<P extends TestablePlugin, Id extends keyof P['policies']> = keyof PolicyParameters<P, Id>[0] &
  string;
type SettingsIn<P extends TestablePlugin, Id extends keyof P['policies']> = PolicyParameters<
  P,
  Id
>[1] extends {
  readonly settings: infer Settings;
}
  ? Settings
  : never;

/**
 * Tests policies of kind `intervention` by tables, strictly: inputs are frozen, each case is asked twice and must get
 * the same answer, which is checked as a host checks it. It works in Jest, Vitest and `node:test`.
 *
 * @example
 * const tester = new PolicyTester(plugin, { packageJson: new URL('../package.json', import.meta.url) });
 * tester.run('reading-catch-up', {
 *   recommends: [
 *     { name: 'one under the threshold', learner: { results: { reading: [96] } }, expect: { wave: 2 } },
 *   ],
 *   noAction: [{ name: 'on the threshold', learner: { results: { reading: [97] } } }],
 *   insufficient: [{ name: 'no result', learner: {}, expect: { missing: ['results:reading'] } }],
 * });
 * @since 0.1.0
 */
export class PolicyTester<Plugin extends TestablePlugin> {
  private readonly manifest: Manifest;
  private readonly asOf: string;

  /** @throws TypeError where the manifest has errors or `asOf` is no date. */
  constructor(
    private readonly plugin: Plugin,
    private readonly options: PolicyTesterOptions,
  ) {
    this.manifest = manifestOf(options.packageJson);
    this.asOf = options.asOf ?? testDay;
    if (!isCalendarDate(this.asOf))
      throw new TypeError(`PolicyTester: asOf must be a date, not ${this.asOf}`);
  }

  /**
   * Registers a test for each case of a table.
   * @throws TypeError for an unknown key, two cases of one name, and two that ask the same.
   */
  run<Id extends keyof Plugin['policies'] & string>(
    id: Id,
    table: CaseGroups<InputsOf<Plugin, Id>, SettingsIn<Plugin, Id>>,
  ): void {
    const policy = this.policy(id);
    const cases = readTable(table);
    const tests = cases.map(
      (each) =>
        [
          `${each.group}: ${each.case.name}`,
          () => {
            this.try(policy, each);
          },
        ] as const,
    );
    const runner = this.runner();
    if (runner) {
      runner.describe(id, () => {
        for (const [name, test] of tests) runner.it(name, test);
      });
      return;
    }
    runNow(id, tests);
  }

  /** The checked answer for one learner, for what a table does not say. @throws as a case of a table would fail. */
  ask<Id extends keyof Plugin['policies'] & string>(
    id: Id,
    learner: Pick<LearnerSketch, InputsOf<Plugin, Id> & keyof LearnerSketch>,
    changes: {
      readonly settings?: Partial<SettingsIn<Plugin, Id>>;
      readonly asOf?: string;
      readonly nextAssessmentPoint?: string | null;
    } = {},
  ): readonly Verdict[] {
    const question = { learner, asOf: this.asOf, nextAssessmentPoint: null, ...changes } as Question;
    return askPolicy(this.policy(id), question);
  }

  /**
   * Registers a test that a policy keeps a law, on made-up learners. Needs `fast-check`. Without a runner, await it.
   *
   * @example
   * tester.monotone('reading-catch-up', { input: 'results:reading', direction: 'up', never: 'higher wave' });
   */
  monotone(id: keyof Plugin['policies'] & string, law: Monotone): Promise<void> {
    const policy = this.policy(id);
    const test = (): Promise<void> => tryMonotone(policy, law, this.asOf);
    const runner = this.runner();
    if (!runner) return test();
    runner.it(`${id}: ${law.input} ${law.direction}, never ${law.never}`, test);
    return Promise.resolve();
  }

  private policy(id: string): AskablePolicy {
    const contribution = this.manifest.policies.find((policy) => policy.id === id);
    const call = Object.hasOwn(this.plugin.policies, id) ? this.plugin.policies[id] : undefined;
    if (!contribution) throw new TypeError(`PolicyTester: the manifest has no policy ${id}`);
    if (!call) throw new TypeError(`PolicyTester: the plugin has no function for the policy ${id}`);
    if (contribution.kind !== 'intervention') {
      throw new TypeError(`PolicyTester: ${id} is of kind ${contribution.kind}; tables are for intervention`);
    }
    return { call, contribution, manifest: this.manifest };
  }

  private try(policy: AskablePolicy, each: TableCase): void {
    const { learner, settings, asOf = this.asOf, nextAssessmentPoint = null } = each.case;
    const verdicts = askPolicy(policy, { learner, asOf, nextAssessmentPoint, ...(settings && { settings }) });
    const found = differences(each, verdicts);
    if (found !== null) throw new Error(found);
  }

  private runner(): TestRunner | undefined {
    if (this.options.runner) return this.options.runner;
    const { describe, it } = globalThis as Partial<TestRunner>;
    return typeof describe === 'function' && typeof it === 'function' ? { describe, it } : undefined;
  }
}

function manifestOf(packageJson: URL | object): Manifest {
  const reading = readManifest(
    packageJson instanceof URL ? JSON.parse(readFileSync(packageJson, 'utf8')) : packageJson,
  );
  if (reading.ok) return reading.manifest;
  const errors = reading.errors.map(({ pointer, detail }) => `${pointer || '/'} ${detail}`);
  throw new TypeError(`PolicyTester: package.json: ${errors.join('; ')}`);
}

function runNow(id: string, tests: readonly (readonly [name: string, test: () => void])[]): void {
  const failures: string[] = [];
  for (const [name, test] of tests) {
    try {
      test();
    } catch (error) {
      failures.push(`${name}\n${(error as Error).message}`);
    }
  }
  if (failures.length > 0) {
    throw new Error(`${id}: ${failures.length} of ${tests.length} cases failed\n${failures.join('\n')}`);
  }
}
