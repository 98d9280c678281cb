import { readdirSync } from 'node:fs';
import js from '@eslint/js';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const agencies = readdirSync('subgraphs', { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** Who may import what; the table stands in docs/architecture.md. */
const boundaries = [
  ...agencies.flatMap(({ name }) => [
    {
      target: `./subgraphs/${name}`,
      from: './subgraphs',
      except: [`./${name}`],
      message: 'An agency imports no other agency.',
    },
    { target: `./subgraphs/${name}`, from: './gateway', message: 'An agency does not know the gateway.' },
  ]),
  { target: './gateway', from: './subgraphs', message: 'The gateway knows agencies only as data.' },
  { target: './shared', from: ['./gateway', './subgraphs'], message: 'The kernel knows nobody by name.' },
  {
    target: ['./gateway', './shared', './subgraphs'],
    from: ['./seeds', './scripts', './tests'],
    message: 'Seeds, scripts and tests are imported by nobody.',
  },
];

export default tseslint.config(
  { ignores: ['node_modules/', 'data/', 'coverage/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.js'] } } },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: boundaries }],
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Settings are read once, at the edge, by readSettings.',
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Interfaces of libraries (hooks, data sources, resolvers) want promises of functions that need not wait.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // The edges: commands and tests read the environment they run in.
    files: ['gateway/src/main.ts', 'subgraphs/start.ts', 'scripts/**/*.ts', 'seeds/**/*.ts', 'tests/**/*.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // What a GraphQL server answers is any JSON: the expectation of a test is what checks it.
    files: ['tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
  },
);
