import type { Exporter } from '../exporter.js';
import { offered } from '../offered.js';
import { openApiDocument } from './document.js';
import { fullDialect } from './full-dialect.js';
import { plainDialect } from './plain-dialect.js';

/** OpenAPI 3.0.3 without references and composition. */
export const plainOpenApi: Exporter = {
  description: 'OpenAPI 3.0.3 without references and composition, for Agen.co and other importers of tools.',
  mediaType: 'application/json',
  write: (input) => openApiDocument(input, plainDialect()),
};

/** OpenAPI 3.1 with everything that it can say. */
export const fullOpenApi: Exporter = {
  description: 'OpenAPI 3.1 with JSON Schema 2020-12, for API gateways and code generators.',
  mediaType: 'application/json',
  write: (input) => openApiDocument(input, fullDialect(offered(input.catalogue))),
};
