import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import apart from './scripts/eslint/rules.js';

const onlyIn = (selector, message) => ({ selector, message });

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'cdk.out',
      '.build',
      '.apart',
      'coverage',
      'reports',
      '.stryker-tmp',
      'web/src/lib/api/schema.d.ts',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { apart },
    rules: {
      // Comments only: prettier sets the width of code.
      'max-len': ['error', { code: 10_000, comments: 100, ignoreUrls: true }],
      'apart/no-doc-blocks-in-a-row': 'error',
      'apart/long-file-says-why': 'error',
      'max-params': ['error', 4],
      complexity: ['error', 15],
      'apart/max-lines-per-function': ['error', 60],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-useless-rename': 'error',
      'object-shorthand': 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['lib/**/*.ts', 'functions/**/*.ts'],
    ignores: ['lib/runtime/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        onlyIn(
          "MemberExpression[object.name='process'][property.name='env']",
          'process.env is read in lib/runtime/config.ts only.',
        ),
        onlyIn("NewExpression[callee.name='Date'][arguments.length=0]", 'The clock is lib/runtime/clock.ts.'),
        onlyIn(
          "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          'The clock is lib/runtime/clock.ts.',
        ),
      ],
    },
  },
  {
    files: [
      'local/**/*.ts',
      'cli/**/*.ts',
      'bench/**/*.ts',
      'proof/**/*.ts',
      'scripts/**/*.ts',
      'web/src/components/problem-box.tsx',
    ],
    rules: { 'no-console': 'off' },
  },
  { files: ['web/src/**'], ...reactHooks.configs.flat['recommended-latest'] },
  { files: ['**/*.js', '**/*.cjs'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['test/**/*.ts', 'testing/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
);
