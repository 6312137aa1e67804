import { readdirSync } from 'node:fs';
import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { AVOID, CODE } from './words.config.mjs';

/** Which sibling folders a folder of src/ may import (DESIGN: the arrows run one way). */
const ARROWS = {
  'kit/catalog': [],
  'kit/vault': [],
  'kit/connections': ['kit/vault'],
  'kit/http': ['kit/vault'],
  'kit/compile': ['kit/catalog', 'kit/http'],
  'kit/engine': ['kit/catalog', 'kit/compile', 'kit/connections', 'kit/http', 'kit/vault'],
  limitations: ['kit/catalog', 'reports'],
  reports: ['kit/catalog'],
  actions: ['kit/catalog', 'reports'],
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
  nest: ['connector', 'kit/engine'],
  testing: ['actions', 'connector', 'kit/catalog', 'kit/compile', 'kit/connections', 'kit/engine'],
  tools: ['kit/catalog', 'kit/engine'],
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

/**
 * The folders of platform/src, lowest first. A folder may import those before it and none after it, so there can be no
 * cycle: first what every request needs, then the stores, then features, then what combines features.
 */
const PLATFORM_LAYERS = [
  ...[
    'config',
    'problems',
    'security',
    'keys',
    'database',
    'http',
    'auth',
    'tenants',
    'installation',
    'metrics',
    'logging',
  ],
  ...[
    'connectors',
    'permissions',
    'stores',
    'audit',
    'limits',
    'sessions',
    'service-tokens',
    'revocations',
    'switches',
    'notices',
    'approvals',
    'policies',
    'ports',
  ],
  ...[
    'checks',
    'health',
    'portal',
    'exports',
    'mcp',
    'anthropic',
    'tracing',
    'rest',
    'key-use',
    'ledger',
    'spend-export',
    'access-reviews',
    'admin',
  ],
];
const unplaced = readdirSync(new URL('platform/src', import.meta.url), { withFileTypes: true }).filter(
  (entry) => entry.isDirectory() && !PLATFORM_LAYERS.includes(entry.name),
);
if (unplaced.length > 0) {
  throw new Error(`Give platform/src/${unplaced[0].name} its place in PLATFORM_LAYERS (eslint.config.mjs).`);
}

const platformRule = (files, higher) => ({
  files,
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          { regex: '(\\.\\./src/|simulator)', message: 'Import the plugin by its package name.' },
          ...(higher.length === 0
            ? []
            : [
                {
                  regex: `^(\\.\\./)+(${higher.join('|')}|app\\.js|platform\\.module\\.js)`,
                  message: 'This folder is below the other one (PLATFORM_LAYERS in eslint.config.mjs).',
                },
              ]),
        ],
      },
    ],
  },
});

/** One rule for the expressions of words.config.mjs in strings and JSX text, one for comments. */
const wordRules = {
  files: CODE.map((folder) => `${folder}/**/*.{ts,tsx,mjs}`),
  rules: {
    'no-restricted-syntax': [
      'error',
      ...Object.entries(AVOID).flatMap(([words, better]) =>
        ['Literal[value', 'JSXText[value', 'TemplateElement[value.raw'].map((node) => ({
          selector: `${node}=/\\b${words}\\b/i]`,
          message: `Do not write "${words}": use ${better}.`,
        })),
      ),
    ],
    'no-warning-comments': ['error', { terms: Object.keys(AVOID), location: 'anywhere' }],
  },
};

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
    files: ['{src,platform,simulator,focus-lint,test}/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  },
  {
    files: ['{src,platform,simulator,focus-lint}/**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeCheckedOnly],
    rules: {
      // A port returns promises: `async` turns what an adapter without a wait throws into a rejection.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // Tests read JSON as it comes. What matters there is that no promise is left without an await.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  ...FOLDERS.map(arrowRule),
  wordRules,
  ...['simulator', 'focus-lint'].map((folder) => ({
    files: [`${folder}/**/*.ts`],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '(anthropic-admin-|/src/|platform)',
              message: `The package ${folder} is independent of the other packages.`,
            },
          ],
        },
      ],
    },
  })),
  platformRule(['platform/**/*.ts'], []),
  ...PLATFORM_LAYERS.map((folder, index) =>
    platformRule(
      [`platform/src/${folder}/**/*.ts`],
      PLATFORM_LAYERS.slice(index + 1).map((higher) => `${higher}/`),
    ),
  ),
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
              regex: '/src/|^anthropic-admin-connector(?!/key-format$)',
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
