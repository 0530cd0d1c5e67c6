import { readFileSync } from 'node:fs';
import { isCalendarDate } from '../calendar-date.js';
import type { Manifest, PolicyKind } from '../manifest/manifest.js';
import { readManifest } from '../manifest/read-manifest.js';
import { askPolicy, askTarget, type AskablePolicy, type AskedWith } from './ask-policy.js';
import type { CaseTest } from './case-table.js';
import { askGroup, groupTests } from './group-cases.js';
import { tryMonotone, type Monotone } from './monotone.js';
import { interventionTests, targetTests } from './policy-cases.js';
import type { AnswerAbout, AnyPolicyFunction, AskedAbout, SettingsIn, TableFor } from './policy-kinds.js';
import { askRound, roundTests } from './round-cases.js';
import { testDay } from './school-day.js';

/** What `definePlugin` gives. @since 0.1.0 */
export interface TestablePlugin {
  readonly policies: Readonly<Record<string, AnyPolicyFunction>>;
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

/** How each kind of policy is asked, and its table read. */
const kinds: Readonly<
  Record<
    PolicyKind,
    {
      readonly tests: (policy: AskablePolicy, table: never, asOf: string) => CaseTest[];
      readonly ask: (policy: AskablePolicy, about: never, asked: AskedWith) => unknown;
    }
  >
> = {
  intervention: {
    tests: interventionTests,
    ask: (policy, learner, asked) => askPolicy(policy, { learner, ...asked }),
  },
  target: { tests: targetTests, ask: (policy, learner, asked) => askTarget(policy, { learner, ...asked }) },
  differentiation: { tests: groupTests, ask: askGroup },
  allocation: { tests: roundTests, ask: askRound },
};

/**
 * Tests policies by tables, strictly: inputs are frozen, each case is asked twice and must get the same answer, which is
 * checked as a host checks it. The kind of the policy gives the table: cases of learners for `intervention` and
 * `target`, of groups for `differentiation`, of rounds for `allocation`. It works in Jest, Vitest and `node:test`.
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
  run<Id extends keyof Plugin['policies'] & string>(id: Id, table: TableFor<Plugin['policies'][Id]>): void {
    const policy = this.policy(id);
    const tests = kinds[policy.contribution.kind].tests(policy, table as never, this.asOf);
    const runner = this.runner();
    if (runner) {
      runner.describe(id, () => {
        for (const { name, run } of tests) runner.it(name, run);
      });
      return;
    }
    runNow(id, tests);
  }

  /**
   * The checked answer about one learner, group or round, for what a table does not say.
   * @throws as a case of a table would fail.
   */
  ask<Id extends keyof Plugin['policies'] & string>(
    id: Id,
    about: AskedAbout<Plugin['policies'][Id]>,
    changes: {
      readonly settings?: Partial<SettingsIn<Plugin['policies'][Id]>>;
      readonly asOf?: string;
      readonly nextAssessmentPoint?: string | null;
    } = {},
  ): AnswerAbout<Plugin['policies'][Id]> {
    const policy = this.policy(id);
    const asked = { asOf: this.asOf, nextAssessmentPoint: null, ...changes } as AskedWith;
    const answer = kinds[policy.contribution.kind].ask(policy, about as never, asked);
    return answer as AnswerAbout<Plugin['policies'][Id]>;
  }

  /**
   * Registers a test that a policy of kind `intervention` keeps a law, on made-up learners. Needs `fast-check`. Without a runner, await it.
   *
   * @example
   * tester.monotone('reading-catch-up', { input: 'results:reading', direction: 'up', never: 'higher wave' });
   */
  monotone(id: keyof Plugin['policies'] & string, law: Monotone): Promise<void> {
    const policy = this.policy(id);
    const { kind } = policy.contribution;
    if (kind !== 'intervention') {
      throw new TypeError(`PolicyTester: ${id} is of kind ${kind}; monotone is for intervention`);
    }
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
    return { call, contribution, manifest: this.manifest };
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

function runNow(id: string, tests: readonly CaseTest[]): void {
  const failures: string[] = [];
  for (const { name, run } of tests) {
    try {
      run();
    } catch (error) {
      failures.push(`${name}\n${(error as Error).message}`);
    }
  }
  if (failures.length > 0) {
    throw new Error(`${id}: ${failures.length} of ${tests.length} cases failed\n${failures.join('\n')}`);
  }
}
