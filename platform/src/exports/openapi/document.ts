import type { ActionDescription } from 'anthropic-admin-connector';
import { defined } from 'anthropic-admin-connector/tools';
import { jsonText, offered, type ExportInput, type Exporter } from '../exporter.js';
import { fullDialect, plainDialect, type Dialect } from './dialects.js';
import { groupOf, operationOf } from './operation.js';
import { apiForm, platformForm, type RequestForm } from './request-form.js';

/** OpenAPI 3.0.3 without references and composition. */
export const plainOpenApi: Exporter = {
  description: 'OpenAPI 3.0.3 without references and composition, for Agen.co and other importers of tools.',
  mediaType: 'application/json',
  write: (input) => openApiDocument(input, platformSurface(input), plainDialect()),
};

/** OpenAPI 3.1 with full JSON Schema. */
export const fullOpenApi: Exporter = {
  description: 'OpenAPI 3.1 with JSON Schema 2020-12, for API gateways and code generators.',
  mediaType: 'application/json',
  write: (input) => openApiDocument(input, platformSurface(input), fullDialect(offered(input.catalogue))),
};

/** OpenAPI 3.1 in the paths of the API. */
export const apiOpenApi: Exporter = {
  description: "OpenAPI 3.1 in the API's own paths, for clients of the platform and of the API itself.",
  mediaType: 'application/json',
  write: (input) => {
    const surface = apiSurface(input);
    const actions = offered(input.catalogue).filter((action) => surface.formOf(action) !== undefined);
    return openApiDocument(input, surface, fullDialect(actions));
  },
};

/** Where requests go, and how they authenticate. */
interface Surface {
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  /** The security scheme by its name; empty where it is not known. */
  readonly security: Readonly<Record<string, object>>;
  /** The request that runs an action; undefined where this surface has none. */
  formOf(action: ActionDescription): RequestForm | undefined;
}

const platformSurface = (input: ExportInput): Surface => ({
  servers: [{ url: input.server, description: 'The platform that the connector is mounted on.' }],
  security: {
    platformToken: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'A platform token. The key of the API stays on the platform; clients never send it.',
    },
  },
  formOf: (action) => platformForm(action, input),
});

function apiSurface(input: ExportInput): Surface {
  const { connector, manifest, wire, dropIn, server } = input;
  return {
    servers: [
      ...(dropIn
        ? [
            {
              url: `${server}/v1/connectors/${manifest.id}/api`,
              description: 'The platform, which keeps the key.',
            },
          ]
        : []),
      { url: wire?.baseUrl ?? connector.baseUrl, description: 'The API itself.' },
    ],
    security: wire
      ? {
          apiKey: {
            type: 'apiKey',
            in: 'header',
            name: wire.authenticate('')[0],
            description: `A token of the platform, or at the API itself the ${manifest.credential.name}.`,
          },
        }
      : {},
    formOf: (action) => apiForm(action, input),
  };
}

function openApiDocument({ manifest, catalogue }: ExportInput, surface: Surface, dialect: Dialect): string {
  const paths: Record<string, Record<string, object>> = {};
  const groups = new Set<string>();
  for (const action of offered(catalogue)) {
    const form = surface.formOf(action);
    if (!form) continue;
    paths[form.path] = { ...paths[form.path], [form.method]: operationOf(action, form, dialect) };
    groups.add(groupOf(action));
  }
  const schemes = Object.keys(surface.security);
  return jsonText(
    defined({
      ...dialect.head,
      info: { title: manifest.name, version: manifest.version, description: manifest.description },
      servers: surface.servers,
      security: schemes.length > 0 ? schemes.map((name) => ({ [name]: [] })) : undefined,
      tags: [...groups].map((name) => ({ name })),
      paths,
      components: defined({
        schemas: dialect.schemas(),
        securitySchemes: schemes.length > 0 ? surface.security : undefined,
      }),
    }),
  );
}
