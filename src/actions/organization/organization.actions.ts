import { READ, defineAction, defineResource } from '../../kit/catalog/index.js';
import { EmptyInput } from '../shared.inputs.js';

/** The organization that the Admin key belongs to. */
export const organization = defineResource({
  group: {
    id: 'organization',
    title: 'Organization',
    description: 'The organization that the Admin key belongs to.',
  },
  packs: ['members'],
  samples: {},
  actions: [
    defineAction({
      id: 'organization_get',
      operation: 'organization.retrieve',
      title: 'Show the organization of the Admin key',
      description:
        'Returns the id and name of the organization that the saved Admin key belongs to. Use it to see which organization a key manages before changing anything; it is also the cheapest check that the key works.',
      route: 'GET /v1/organizations/me',
      input: EmptyInput,
      example: {},
      effect: READ,
      output: 'OrganizationInfo',
    }),
  ],
});
