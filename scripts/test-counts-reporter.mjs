import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run-node.mjs';

/** Leaves the numbers of a run of Jest in coverage/test-counts.json, where `.ci/run` reads them. */
export default class TestCountsReporter {
  /**
   * @param {unknown} _contexts
   * @param {import('@jest/reporters').AggregatedResult} results
   */
  onRunComplete(_contexts, results) {
    const folder = join(root, 'coverage');
    mkdirSync(folder, { recursive: true });
    const counts = {
      passed: results.numPassedTests,
      // A suite that could not start has no tests to count, and has failed all the same.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    writeFileSync(join(folder, 'test-counts.json'), `${JSON.stringify(counts)}\n`);
  }
}
