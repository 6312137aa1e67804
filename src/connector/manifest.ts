import { ADMIN_KEYS_PAGE } from '../credentials/key-formats.js';
import { VERSION } from './version.generated.js';

/** Version of this package. */
export const CONNECTOR_VERSION = VERSION;

/** Sent with every request. */
export const USER_AGENT = `anthropic-admin-connector/${VERSION}`;

/** What a host shows of the connector before anything is connected. */
export interface Manifest {
  readonly id: 'anthropic';
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly credential: CredentialForm;
  readonly actionCount: number;
}

/** How a tenant connects. */
export interface CredentialForm {
  readonly kind: 'api_key';
  readonly field: {
    readonly name: 'api_key';
    readonly label: string;
    readonly secret: true;
    readonly placeholder: string;
  };
  readonly help: string;
  readonly page: string;
}

/** The manifest. */
export const manifestOf = (actionCount: number): Manifest => ({
  id: 'anthropic',
  name: 'Anthropic (Claude) Admin API',
  description:
    'Reads and manages the settings, members, invites, workspaces, API keys, usage and costs of a Claude organization with one Admin key.',
  version: VERSION,
  credential: {
    kind: 'api_key',
    field: { name: 'api_key', label: 'API Key', secret: true, placeholder: 'sk-ant-admin01-…' },
    help: 'Paste an organization Admin key. Ordinary API keys (sk-ant-api...) and OAuth are not supported.',
    page: ADMIN_KEYS_PAGE,
  },
  actionCount,
});
