import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The contract may import the words of the rules (types, CONSTANTS, `isDay`, `day`), but no computation. */
const VOCABULARY = '^([A-Z]\\w*|is[A-Z]\\w*|day|month)$';

export default defineConfig(
  globalIgnores(['dist/', '.cache/', 'data/', 'coverage/', 'client/sdk/generated/', '**/__generated__/']),
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/prefer-readonly': 'error',
      // An async function without await turns a thrown error into a rejection.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/return-await': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['schema/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: 'server/rules',
              allowImportNamePattern: VOCABULARY,
              message: 'The contract imports only the words of the rules: compute in a resolver.',
            },
          ],
        },
      ],
    },
  },
  {
    files: [
      'server/{auth,catalogue,checks,commands,db,execution,locks,projection,request,rules,search}/**/*.ts',
    ],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='say']",
          message: 'Only those who answer make sentences: pass on `sentence(key, values)`.',
        },
      ],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: { ...globalsOf(globalThis), require: 'readonly', module: 'writable', __dirname: 'readonly' },
    },
    rules: { 'no-undef': 'error', 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    // Programs print to the console.
    files: [
      'bench/**',
      'client/examples/**',
      'server/{main,migrate,demo-reset,import,refill,verify,require-node}.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    // Tests read answers without types and plant faults that no type allows.
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);

/** The global names of Node. */
function globalsOf(realm) {
  return Object.fromEntries(Object.getOwnPropertyNames(realm).map((name) => [name, 'readonly']));
}
