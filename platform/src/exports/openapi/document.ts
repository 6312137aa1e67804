import { defined } from 'anthropic-admin-connector/tools';
import { jsonText, offered, type ExportInput, type Exporter } from '../exporter.js';
import { fullDialect, plainDialect, type Dialect } from './dialects.js';
import { groupOf, operationOf } from './operation.js';
import { platformForm } from './request-form.js';

const SCHEME = 'platformToken';

/** OpenAPI 3.0.3 without references and composition. */
export const plainOpenApi: Exporter = {
  description: 'OpenAPI 3.0.3 without references and composition, for Agen.co and other importers of tools.',
  mediaType: 'application/json',
  write: (input) => openApiDocument(input, plainDialect()),
};

/** OpenAPI 3.1 with full JSON Schema. */
export const fullOpenApi: Exporter = {
  description: 'OpenAPI 3.1 with JSON Schema 2020-12, for API gateways and code generators.',
  mediaType: 'application/json',
  write: (input) => openApiDocument(input, fullDialect(offered(input.catalogue))),
};

function openApiDocument(input: ExportInput, dialect: Dialect): string {
  const { manifest, catalogue, server } = input;
  const actions = offered(catalogue);
  const paths: Record<string, Record<string, object>> = {};
  for (const action of actions) {
    const form = platformForm(action, input);
    paths[form.path] = { ...paths[form.path], [form.method]: operationOf(action, form, dialect) };
  }
  return jsonText({
    ...dialect.head,
    info: { title: manifest.name, version: manifest.version, description: manifest.description },
    servers: [{ url: server, description: 'The platform that the connector is mounted on.' }],
    security: [{ [SCHEME]: [] }],
    tags: [...new Set(actions.map(groupOf))].map((name) => ({ name })),
    paths,
    components: defined({
      schemas: dialect.schemas(),
      securitySchemes: {
        [SCHEME]: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A platform token. The key of the API stays on the platform; clients never send it.',
        },
      },
    }),
  });
}
