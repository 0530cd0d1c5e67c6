import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  // The files of a plugin to come are compiled and run once they are made.
  {
    ignores: ['**/dist/', 'data/', 'coverage/', '**/*.d.ts', 'test/hostile/**/*.js', 'sdk/templates/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,mjs}'],
    extends: [eslint.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.check.json', 'sdk/tsconfig.check.json', 'plugins/*/tsconfig.check.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'max-lines': ['error', { max: 400 }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // The compiler knows the globals of each program.
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // `_` is the name of what a signature or a destructuring has and the code has no use for.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // An arrow may hand on a call that answers nothing.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // With unchecked indexed access told apart, `!` says what the loop around it holds.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // An interface may promise what one side of it has at once; `async` then also turns throws into rejections.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/main.ts', 'src/app.start.ts', 'src/demo.ts', 'src/require-node.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      // A Nest module is a class whose decorator says everything.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Rows, request bodies and views are plain data; their classes only carry decorators.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
    },
  },
  {
    // The compiler plugin for OpenAPI reads the classes that members name, so they are imported as values.
    files: ['src/**/*.{dto,view}.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    // Inside a plugin's process what the host throws is told from a plugin's errors by its class alone.
    files: ['sdk/src/sandbox/**/*.ts'],
    rules: {
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/no-extraneous-class': ['error', { allowEmpty: true }],
    },
  },
  {
    // Jest's matchers such as `expect.any` have the type any.
    files: ['**/*.{spec,e2e-spec}.ts'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    // Files at the root configure tools and belong to no program.
    files: ['*.mjs', '*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
  },
);
