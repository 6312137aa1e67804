import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Which sibling folders a folder of src/ may import (DESIGN: the arrows run one way). */
const ARROWS = {
  limitations: [],
  credentials: [],
  actions: ['limitations:types'],
  'admin-api': ['credentials:types'],
  connector: ['actions', 'credentials', 'limitations', 'admin-api'],
};
const FOLDERS = Object.keys(ARROWS);

const arrowRule = (folder) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          ...FOLDERS.filter((other) => other !== folder && !ARROWS[folder].includes(other)).map((other) => ({
            regex: `^(\\.\\./)+${other}/`,
            allowTypeImports: ARROWS[folder].includes(`${other}:types`),
            message: `src/${folder} may not import src/${other} (see eslint.config.mjs for the arrows).`,
          })),
          { regex: '(^|/)(simulator|platform|portal)(/|$)', message: 'src/ knows no host and no simulator.' },
          { regex: '^(\\.\\./)+index\\.js$', message: 'Import the file, not the package barrel.' },
        ],
      },
    ],
  },
});

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/*.generated.ts', 'coverage/**'] },
  js.configs.recommended,
  { languageOptions: { globals: globals.node } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommended],
    languageOptions: { parserOptions: { experimentalDecorators: true, emitDecoratorMetadata: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
    },
  },
  {
    files: ['{src,platform,simulator,test}/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  },
  {
    files: ['{src,platform,simulator}/**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeCheckedOnly],
    rules: {
      // A port answers with promises: `async` makes rejections of what an adapter without a wait throws.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // Tests read JSON as it comes; what matters there is that no assertion is left without an await.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  ...FOLDERS.map(arrowRule),
  {
    files: ['simulator/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '(anthropic-admin-connector|/src/|platform)', message: 'The simulator knows nobody.' },
          ],
        },
      ],
    },
  },
  {
    files: ['platform/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [{ regex: '(\\.\\./src/|simulator)', message: 'Import the plugin by its package name.' }],
        },
      ],
    },
  },
  {
    files: ['portal/src/**/*.{ts,tsx}'],
    languageOptions: { globals: globals.browser },
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '(^|/)(simulator|platform)(/|$)',
              message: 'The portal knows the platform by HTTP alone.',
            },
            {
              regex: '/src/(?!credentials/key-(shape|formats)\\.js$)',
              message: 'Of the plugin the page takes what keys look like and nothing else.',
            },
          ],
        },
      ],
    },
  },
  // What a query answers is known by inference alone.
  {
    files: ['portal/src/**/*-api.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' } },
);
