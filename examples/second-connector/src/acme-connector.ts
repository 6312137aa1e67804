import {
  Connector,
  type ActionTypesOf,
  type CheckedResource,
  type ConnectorDefinition,
  type ConnectorOptions,
  type Limitation,
} from 'anthropic-admin-connector/kit';
import { PAGING, SCHEMAS, WIRE, type AcmeSchemas } from './acme-api.js';
import { AcmeKeyProvider, KEYS_PAGE } from './acme-key-provider.js';
import { LIMITATIONS, robots } from './robots.js';

const RESOURCES = [robots] as const;

/** Input and response of every action, by action id. */
export type AcmeActions = ActionTypesOf<typeof RESOURCES, AcmeSchemas, 'items'>;

// The catalogue's references, checked by the compiler: schema names, limitation ids, and action ids in limitations.
RESOURCES satisfies readonly CheckedResource<keyof AcmeSchemas, (typeof LIMITATIONS)[number]['id']>[];
LIMITATIONS satisfies readonly Limitation<string, keyof AcmeActions>[];

const VERSION = '1.0.0';

const ACME: ConnectorDefinition = {
  manifest: {
    id: 'acme',
    name: 'Acme Cloud',
    description: 'Reads and manages the robots of an Acme Cloud account with one admin key.',
    version: VERSION,
    credential: {
      kind: 'api_key',
      name: 'admin key',
      field: { name: 'api_key', label: 'Admin key', secret: true, placeholder: 'acme_sk_…' },
      help: 'Paste an admin key of the account.',
      page: KEYS_PAGE,
    },
    packs: { access: 'Robots and their tokens' },
  },
  userAgent: `acme-connector/${VERSION}`,
  resources: RESOURCES,
  limitations: LIMITATIONS,
  schemas: SCHEMAS,
  paging: PAGING,
  wire: WIRE,
  credential: {
    sample: 'an admin key (acme_sk_...)',
    probe: {
      path: '/v2/account',
      organizationIn(body) {
        const { id, name } = (body ?? {}) as { readonly id?: unknown; readonly name?: unknown };
        return typeof id === 'string' && typeof name === 'string' ? { id, name } : undefined;
      },
    },
    provider: (probe) => new AcmeKeyProvider(probe),
  },
};

/**
 * The connector to Acme Cloud's Admin API.
 *
 * @example
 * const connector = new AcmeConnector({ baseUrl: 'http://127.0.0.1:4020' });
 * const outcome = await connector.invoke('robots_list', { state: 'active' }, { tenantId: 't1' });
 */
export class AcmeConnector extends Connector<AcmeActions> {
  /** @throws TypeError or RangeError for an option that cannot be used. */
  constructor(options: ConnectorOptions = {}) {
    super(ACME, options);
  }
}
