import type { ActionDescription } from 'anthropic-admin-connector';
import type { ExportInput } from '../../../platform/src/exports/exporter.js';
import { INPUT } from './exported.js';

/** An action that no connector has, with what is given in place of the usual. */
export const madeUp = (more: Partial<ActionDescription> = {}): ActionDescription => ({
  id: 'lions_feed',
  title: 'Feed a lion',
  description: 'Gives a lion its dinner.',
  packs: [],
  group: { id: 'lions', title: 'Lions', description: 'Who is fed when.' },
  effect: { kind: 'update', destructive: false, idempotent: false },
  available: true,
  beta: false,
  route: 'PUT /v7/zoo/{zoo_id}/lions',
  request: {
    method: 'PUT',
    path: '/v7/zoo/{zoo_id}/lions',
    place: { zoo_id: 'path', meals: 'body' },
  },
  operation: 'lions.feed',
  example: { zoo_id: 'berlin', meals: 2 },
  inputSchema: {
    type: 'object',
    properties: {
      zoo_id: { type: 'string', description: 'Id of the zoo.' },
      meals: { type: 'integer', minimum: 1, description: 'How many meals.' },
    },
    required: ['zoo_id', 'meals'],
    additionalProperties: false,
  },
  outputSchema: { type: 'object', properties: { fed: { type: 'boolean' } } },
  limitations: [],
  ...more,
});

/** What an export of a connector to a zoo is made of. */
export const madeUpInput = (catalogue: readonly ActionDescription[], more: object = {}): ExportInput => ({
  manifest: { ...INPUT.manifest, id: 'zoo', name: 'Zoo', vendor: 'Zoo', description: 'Feeds animals.' },
  connector: {
    manifest: { ...INPUT.manifest, id: 'zoo', packs: {} },
    baseUrl: 'https://api.zoo.example',
    list: () => [...catalogue],
    describe: (id) => catalogue.find((action) => action.id === id),
  },
  dropIn: true,
  catalogue,
  server: 'https://platform.example.com',
  ...more,
});
