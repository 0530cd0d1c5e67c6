// A host to be killed without notice: starts a plugin process, says its number, and lets it idle or loop.
import { defaultLimits, startPluginProcess } from '../../sdk/src/sandbox/index.js';

const plugin = startPluginProcess({
  bundle: 'module.exports.default = { policies: { policy: () => { for (;;); } } };',
  limits: { ...defaultLimits, badLearnersPerRun: 500 },
});
const run = await plugin.openRun({
  policyId: 'policy',
  settings: {},
  asOf: '2026-07-10',
  nextAssessmentPoint: null,
});
const looping = process.argv[2] === 'looping';
const evaluated = looping ? run.evaluate(Array.from({ length: 500 }, () => ({}))) : undefined;
process.stdout.write(`${String(plugin.stats().pid)}\n`);
await evaluated;
