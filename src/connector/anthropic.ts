import { API_SCHEMAS } from '../actions/api-schemas.generated.js';
import { RESOURCES, type ActionId, type AnthropicActions } from '../actions/index.js';
import { WORDING } from '../actions/wording.js';
import type { ApiSchemaName } from '../actions/api-types.generated.js';
import { AdminKeyProvider } from '../credentials/admin-key-provider.js';
import { ADMIN_KEYS_PAGE } from '../credentials/key-formats.js';
import type { CheckedResource, Limitation } from '../kit/catalog/index.js';
import type { ConnectorDefinition } from '../kit/engine/connector.js';
import { LIMITATIONS, type LimitationId } from '../limitations/index.js';
import { otherCredentialLimitations } from '../limitations/other-credential/other-credential.limitations.js';
import { ERROR_ADVICE } from './error-effects.js';
import { otherCredentialActions } from './other-credential-actions.js';
import { ANTHROPIC_PAGING } from './wire-profile.js';
import { VERSION } from './version.generated.js';
import { ANTHROPIC_WIRE } from './wire-profile.js';

// The catalogue's references, checked by the compiler: schema names, limitation ids, lists that find ids, and action ids in limitations.
RESOURCES satisfies readonly CheckedResource<ApiSchemaName, LimitationId, AnthropicActions>[];
LIMITATIONS satisfies readonly Limitation<string, ActionId>[];

interface OrganizationInfo {
  readonly id?: unknown;
  readonly name?: unknown;
}

/** Anthropic's Admin API as a connector: its catalogue, the Admin key and the wire format. */
export const ANTHROPIC: ConnectorDefinition = {
  manifest: {
    id: 'anthropic',
    name: 'Anthropic (Claude) Admin API',
    description:
      'Reads and manages the settings, members, invites, workspaces, API keys, usage and costs of a Claude organization with one Admin key.',
    version: VERSION,
    credential: {
      kind: 'api_key',
      name: 'Admin key',
      field: { name: 'api_key', label: 'API Key', secret: true, placeholder: 'sk-ant-admin01-…' },
      help: 'Paste an organization Admin key. Other API keys (sk-ant-api...) and OAuth are not supported. Individual and Team plans have no Admin keys.',
      page: ADMIN_KEYS_PAGE,
    },
    packs: {
      members: 'Members, invites and workspace members',
      workspaces: 'Workspaces, their members and rate limits',
      keys: 'API keys, encryption keys and external storage',
      finops: 'Usage, costs and spend limits',
      integrations: 'Webhooks, telemetry and compliance settings',
    },
  },
  userAgent: `anthropic-admin-connector/${VERSION}`,
  resources: RESOURCES,
  limitations: [...LIMITATIONS, ...otherCredentialLimitations()],
  unlisted: otherCredentialActions(),
  schemas: API_SCHEMAS,
  paging: ANTHROPIC_PAGING,
  wording: WORDING,
  wire: ANTHROPIC_WIRE,
  credential: {
    sample: 'an Admin key (sk-ant-admin...)',
    probe: {
      path: '/v1/organizations/me',
      organizationIn(body) {
        const { id, name } = (body ?? {}) as OrganizationInfo;
        return typeof id === 'string' && typeof name === 'string' ? { id, name } : undefined;
      },
    },
    provider: (probe) => new AdminKeyProvider(probe),
  },
  advice: ERROR_ADVICE,
  fixes: {
    credential_rejected:
      'Check the connection, and save a new Admin key if the old one was revoked or has expired.',
    credential_forbidden:
      'The Admin key lacks the permission. Check the kind of the organization and of the key.',
    upstream_unavailable: 'Try again later; if it persists, see https://status.anthropic.com.',
    upstream_protocol: 'Check the base URL and any proxies: the response does not come from the Admin API.',
  },
};
