/* Writes the TypeScript that is made from contract/ and package.json: `npm run generate:sources`. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';

const ROOT = new URL('..', import.meta.url);

/** What makes each generated file, by its path from the root of the repository. */
const GENERATORS = {
  'src/actions/api-types.generated.ts': apiTypes,
  'src/actions/api-schemas.generated.ts': apiSchemas,
  'src/connector/version.generated.ts': version,
  'src/limitations/other-credential/operations.generated.ts': otherCredentialOperations,
};

/** Every generated source by its path; a test finds the committed files that are stale. */
export async function generateSources() {
  const sources = Object.entries(GENERATORS).map(async ([path, generate]) => [path, await generate()]);
  return Object.fromEntries(await Promise.all(sources));
}

async function apiTypes() {
  const { $defs } = await readJson('contract/schemas.json');
  const names = Object.keys($defs);
  const source = await compile(
    { $defs, type: 'object', properties: Object.fromEntries(names.map(reference)), required: names },
    'ApiSchemas',
    {
      bannerComment: banner('contract/schemas.json'),
      additionalProperties: true,
      unknownAny: true,
      style: { singleQuote: true, printWidth: 110 },
    },
  );
  return `${source.replaceAll(/\n {2}\[k: string\]: unknown;/g, '')}
/** Names of the schemas in \`contract/schemas.json\`. */
export type ApiSchemaName = keyof ApiSchemas;
`;
}

const reference = (name) => [name, { $ref: `#/$defs/${name}` }];

async function apiSchemas() {
  const { $defs } = await readJson('contract/schemas.json');
  return `${banner('contract/schemas.json')}
import type { ApiSchemaName } from './api-types.generated.js';
import type { JsonSchema } from '../kit/catalog/index.js';

/** The schemas of the API's responses, JSON Schema 2020-12; they refer to each other as \`#/$defs/<name>\`. */
export const API_SCHEMAS: Readonly<Record<ApiSchemaName, JsonSchema>> = {
${Object.entries($defs).map(row).join('\n')}
};
`;
}

const row = ([name, value]) => `  ${name}: ${JSON.stringify(published(value))},`;

/** Without the contract's own keywords, which strict validators refuse; what a reader needs of them is a description. */
function published(schema) {
  if (Array.isArray(schema)) return schema.map(published);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([keyword]) => !keyword.startsWith('x-'));
  const unit = schema['x-unit'];
  return {
    ...Object.fromEntries(kept.map(([keyword, value]) => [keyword, published(value)])),
    ...(unit === undefined ? {} : { description: `In ${unit}.` }),
  };
}

async function version() {
  const { version } = await readJson('package.json');
  return `${banner('package.json')}

/** The version of this package. */
export const VERSION = '${version}';
`;
}

/** Only the fields that the limitations are made of. */
async function otherCredentialOperations() {
  const operations = await readJson('contract/operations-beyond-admin-key.json');
  const rows = operations.map(({ id, method, path, stability, accepted_credentials, scopes }) =>
    JSON.stringify({ id, method, path, stability, accepted_credentials, scopes }),
  );
  return `${banner('contract/operations-beyond-admin-key.json')}
import type { ContractOperation } from './other-credential.limitations.js';

/** The operations of the API that refuse an Admin key. */
export const OTHER_CREDENTIAL_OPERATIONS: readonly ContractOperation[] = [
${rows.map((operation) => `  ${operation},`).join('\n')}
];
`;
}

const banner = (source) => `/* Generated from ${source} by \`npm run generate:sources\`. Do not edit. */`;

const readJson = async (path) => JSON.parse(await readFile(new URL(path, ROOT), 'utf8'));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const written = Object.entries(await generateSources());
  await Promise.all(written.map(([path, source]) => writeFile(new URL(path, ROOT), source)));
}
