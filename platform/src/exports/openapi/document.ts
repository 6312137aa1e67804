import { jsonText } from '../json-text.js';
import { offered } from '../offered.js';
import type { ExportInput } from '../exporter.js';
import { defined } from '../schema/defined.js';
import type { Dialect } from './dialect.js';
import { groupOf, operationOf } from './operation.js';
import { platformForm } from './platform-form.js';

const SCHEME = 'platformToken';

/** Writes the OpenAPI document of all actions that can be run. */
export function openApiDocument({ manifest, catalogue, server }: ExportInput, dialect: Dialect): string {
  const actions = offered(catalogue);
  const paths: Record<string, Record<string, object>> = {};
  for (const action of actions) {
    const form = platformForm(action, manifest.id);
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
          description:
            'A token of the platform. The Admin key stays with the platform and is sent by nobody else.',
        },
      },
    }),
  });
}
