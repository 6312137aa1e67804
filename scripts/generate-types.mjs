/* Writes the TypeScript types of the API's answers from contract/schemas.json: `npm run generate:types`. */
import { readFile, writeFile } from 'node:fs/promises';
import { compile } from 'json-schema-to-typescript';

const ROOT = new URL('..', import.meta.url);
const TARGET = new URL('src/actions/api-types.generated.ts', ROOT);

/** The generated source, so that a test can tell whether the committed file is stale. */
export async function generateTypes() {
  const { $defs } = JSON.parse(await readFile(new URL('contract/schemas.json', ROOT), 'utf8'));
  const names = Object.keys($defs);
  const source = await compile(
    { $defs, type: 'object', properties: Object.fromEntries(names.map(reference)), required: names },
    'ApiSchemas',
    {
      bannerComment: '/* Generated from contract/schemas.json by `npm run generate:types`. Do not edit. */',
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

if (process.argv[1] === new URL(import.meta.url).pathname) await writeFile(TARGET, await generateTypes());
