const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      jsc: {
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
        target: 'es2024',
      },
      module: { type: 'es6' },
    },
  ],
};
const common = {
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^@espalier/sdk$': '<rootDir>/sdk/src/index.ts',
    '^@espalier/sdk/(field|manifest|sandbox|testing)$': '<rootDir>/sdk/src/$1/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform,
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/dist/', '<rootDir>/coverage/'],
};

export default {
  maxWorkers: 2,
  // Jest takes the limit for all projects together. It ends what hangs; no test asserts a time.
  testTimeout: 180_000,
  reporters: ['default', '<rootDir>/scripts/test-counts-reporter.mjs'],
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{src,sdk/src,plugins,test}/**/*.spec.ts'],
    },
    // The built server, from outside.
    { ...common, displayName: 'e2e', testMatch: ['<rootDir>/test/**/*.e2e-spec.ts'] },
  ],
};
