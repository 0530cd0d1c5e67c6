/** The `package.json` of the plugin in the author's guide, for tests. Changes go over its top members. */
export function packageJson(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: '@st-aldates/reading-catch-up',
    version: '1.2.0',
    license: 'MIT',
    engines: { espalier: '^0.1.0' },
    main: 'dist/plugin.js',
    espalier: espalier(),
    ...changes,
  };
}

/** Its `espalier` member. */
export function espalier(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    displayName: 'Reading catch-up',
    publisher: 'st-aldates',
    contributes: { policies: [policy()], configuration: configuration({ threshold: threshold() }) },
    enabledApiProposals: [],
    ...changes,
  };
}

export function policy(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'reading-catch-up',
    kind: 'intervention',
    title: 'Reading catch-up in Year 7',
    description: 'Recommends a reading group to pupils under the threshold.',
    feature: 'intervention',
    inputs: ['yearGroup', 'results:reading'],
    triggers: ['onResult:reading', 'onSchedule:weekly'],
    ...changes,
  };
}

export function configuration(properties: Record<string, unknown>): Record<string, unknown> {
  return { type: 'object', properties };
}

export function threshold(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { type: 'integer', minimum: 80, maximum: 120, default: 97, description: 'The score.', ...changes };
}

/** The `package.json` of a plugin that needs no code: a ladder of grades and a reading group. */
export function ladderPackage(
  contributes: Record<string, unknown> = {},
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return packageJson({
    name: '@st-aldates/reading-ladder',
    main: undefined,
    espalier: {
      displayName: 'Reading ladder',
      publisher: 'st-aldates',
      contributes: { assessmentFrameworks: [ladder()], provisionTypes: [readingGroup()], ...contributes },
    },
    ...changes,
  });
}

export function ladder(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'ladder',
    title: 'Reading ladder',
    kind: 'graded',
    grades: [
      { grade: 'Rung 1', points: 1 },
      { grade: 'Rung 2', points: 2 },
      { grade: 'Rung 3', points: 3 },
    ],
    tolerance: 0.5,
    expectations: { 7: 2 },
    ...changes,
  };
}

export function readingGroup(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'reading-group',
    title: 'Reading group',
    wave: 2,
    category: 'additional-learning-support',
    feature: 'intervention',
    dosage: { weeks: 12, sessionsPerWeek: 3, minutes: 30, groupSize: 6 },
    entryCriteria: 'On the first rung at two results',
    exitCriteria: 'On the second rung',
    ...changes,
  };
}
