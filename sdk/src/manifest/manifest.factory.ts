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
