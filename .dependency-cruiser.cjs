// The fences of the repository: who may import whom. `npm run check` holds them, test/fences.spec.ts tests them.
const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

/** The domains in order: each imports only from itself and from the left. */
const DOMAINS = [
  'common',
  'config',
  'database',
  'auth',
  'schools',
  'pupils',
  'assessments',
  'targets',
  'provisions',
  'interventions',
  'plans',
  'referrals',
  'plugin-host',
  'evaluation',
  'insights',
  'pupil-records',
  'exchange',
  'operations',
  'demo',
];

/** The first domain that knows of plugins; those on its left know nothing of the SDK but the field's words. */
const KNOWS_PLUGINS = DOMAINS.indexOf('plugin-host');
/** Domains before this one are the ground that the others stand on, and may be made of Nest. */
const FIRST_OF_THE_FIELD = DOMAINS.indexOf('schools');

const SPEC = '\\.(spec|e2e-spec|factory)\\.ts$';
const FRAMEWORKS = 'node_modules/(@nestjs|typeorm|fastify|class-validator|class-transformer|rxjs|express)/';
/** Where npm links the SDK, and the names under which it is imported. */
const SDK = '(^|/)sdk/(src|dist)/|^@espalier/sdk';

/** The part of it that schools and plugins have in common: words and rules of the field, nothing of plugins. */
const FIELD = '(^|/)sdk/(src|dist)/field/|^@espalier/sdk/field$';

const anyOf = (names) => `(${names.join('|')})`;

/**
 * Rules of the field are pure: files of a domain with a spec beside them, and everything in `trajectory/`.
 * Files with a kind in their name (`*.service.ts`) are the framework's.
 */
function pureRules() {
  const found = ['^src/targets/trajectory/'];
  const visit = (folder) => {
    for (const entry of readdirSync(join(__dirname, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      const rule = /^([a-z0-9-]+)\.spec\.ts$/.exec(entry.name)?.[1];
      if (rule && existsSync(join(__dirname, folder, `${rule}.ts`))) found.push(`^${folder}/${rule}\\.ts$`);
    }
  };
  for (const domain of DOMAINS.slice(FIRST_OF_THE_FIELD)) {
    if (existsSync(join(__dirname, 'src', domain))) visit(`src/${domain}`);
  }
  return found;
}

const PURE_RULES = pureRules();

module.exports = {
  forbidden: [
    ...DOMAINS.slice(0, -1).map((domain, i) => ({
      name: `${domain}-looks-left`,
      comment: `src/${domain} imports only from itself and from the left of it in the list of domains.`,
      severity: 'error',
      from: { path: `^src/${domain}/` },
      to: { path: `^src/${anyOf(DOMAINS.slice(i + 1))}/` },
    })),
    {
      name: 'domains-below-the-app',
      comment: 'The files of src itself put the domains together; no domain imports them.',
      severity: 'error',
      from: { path: `^src/${anyOf(DOMAINS)}/`, pathNot: SPEC },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'domain-without-plugins',
      comment: 'Facts stand without plugins: the SDK is known from plugin-host on, but for its `field`.',
      severity: 'error',
      from: { path: `^src/${anyOf(DOMAINS.slice(0, KNOWS_PLUGINS))}/` },
      to: { path: SDK, pathNot: FIELD },
    },
    {
      name: 'field-without-plugins',
      comment: 'What schools and plugins have in common knows nothing of plugins.',
      severity: 'error',
      from: { path: '^sdk/src/field/', pathNot: SPEC },
      to: { pathNot: '^sdk/src/field/' },
    },
    {
      name: 'pure-rules',
      comment: 'A rule of the field is a pure function; services fetch, call it and save.',
      severity: 'error',
      from: { path: PURE_RULES, pathNot: SPEC },
      to: { path: FRAMEWORKS },
    },
    {
      name: 'sdk-stands-alone',
      comment: 'The SDK is published: it knows nothing of the server, of its frameworks, or of a plugin.',
      severity: 'error',
      from: { path: '^sdk/' },
      to: { path: ['^(src|plugins|bench|scripts)/', FRAMEWORKS] },
    },
    {
      name: 'plugin-only-sdk',
      comment: 'A plugin is what a school could have written: its own files and @espalier/sdk.',
      severity: 'error',
      from: { path: '^plugins/([^/]+)/', pathNot: SPEC },
      to: { pathNot: ['^plugins/$1/', SDK] },
    },
    {
      name: 'plugin-spec',
      comment: 'Specs of a plugin also use what Node has, fast-check, and the fixtures.',
      severity: 'error',
      from: { path: '^plugins/([^/]+)/.*\\.spec\\.ts$' },
      to: {
        pathNot: ['^plugins/$1/', SDK, '^test/fixtures/', 'node_modules/fast-check/'],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'tests-outside',
      comment:
        'End-to-end tests speak HTTP to the built server; only what makes their data knows its code, and the test of the documents the names of the environment.',
      severity: 'error',
      from: { path: '^test/', pathNot: '^test/(fixtures|support)/' },
      to: { path: '^src/', pathNot: '^src/config/limits[.]ts$' },
    },
    {
      name: 'test-data-by-rules',
      comment: 'What makes data for tests uses pure rules alone.',
      severity: 'error',
      from: { path: '^test/(fixtures|support)/' },
      to: { path: '^src/', pathNot: ['^src/common/', ...PURE_RULES] },
    },
    {
      name: 'code-without-tests',
      comment: 'Specs use the fixtures; what ships uses no test, spec or factory.',
      severity: 'error',
      from: { path: '^(src|sdk|plugins)/', pathNot: SPEC },
      to: { path: ['^(test|bench|scripts)/', SPEC] },
    },
    {
      name: 'specs-only-fixtures',
      comment: 'Of test/, a spec beside its code uses the fixtures, the hostile plugins and the databases.',
      severity: 'error',
      from: { path: '^(src|sdk)/' },
      to: { path: '^test/', pathNot: ['^test/(fixtures|hostile)/', '^test/support/databases[.]ts$'] },
    },
    {
      name: 'ships-its-dependencies',
      comment: 'What ships imports no development dependency and no package that package.json does not name.',
      severity: 'error',
      from: { path: ['^src/', '^sdk/src/'], pathNot: SPEC },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm-peer'] },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that import each other are one file.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolves',
      comment: 'Every import leads to a file; native addons are made where they are needed.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\.node$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: join(__dirname, 'tsconfig.check.json') },
    combinedDependencies: true,
    doNotFollow: { path: ['node_modules', '(^|/)dist/'] },
    exclude: { path: ['(^|/)dist/.*/dist/', '^(coverage|data)/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
