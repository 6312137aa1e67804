import type { Connection, ConnectionRef, CredentialBinding } from 'anthropic-admin-connector';

/** Which installation and which connector the records of a store belong to. */
export interface Belonging {
  /** PLATFORM_ENVIRONMENT. */
  readonly environment: string;
  /** Id of the connector. */
  readonly connector: string;
}

/** What the record of one revision is bound to: opened as anything else, it is refused. */
export const bindingOf = (
  { environment, connector }: Belonging,
  { tenantId, name, revision }: ConnectionRef & Pick<Connection, 'revision'>,
): CredentialBinding => ({ environment, connector, tenantId, name, revision });
