import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Which sibling folders a folder of src/ may import (DESIGN: the arrows run one way). */
const ARROWS = {
  'kit/catalog': [],
  'kit/vault': [],
  'kit/connections': ['kit/vault'],
  'kit/http': ['kit/vault'],
  'kit/compile': ['kit/catalog', 'kit/http'],
  'kit/engine': ['kit/catalog', 'kit/compile', 'kit/connections', 'kit/http', 'kit/vault'],
  limitations: ['kit/catalog'],
  actions: ['kit/catalog'],
  credentials: ['kit/connections', 'kit/vault'],
  connector: [
    'actions',
    'credentials',
    'limitations',
    'kit/catalog',
    'kit/compile:types',
    'kit/engine',
    'kit/http',
    'kit/connections',
  ],
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
            // Folders of the kit import one another without its name.
            regex: `^(\\.\\./)+${other.replace('kit/', '(kit/)?')}/`,
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
  // Errors whose fields are declared once, by an interface that the class merges with.
  {
    files: ['src/kit/http/{api-error,attempt-failure}.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-declaration-merging': 'off',
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
    },
  },
  // What a query answers is known by inference alone.
  {
    files: ['portal/src/**/*-api.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' } },
);
