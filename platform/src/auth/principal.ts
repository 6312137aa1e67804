import type { Actor } from 'anthropic-admin-connector';

/** Who makes a request, as a verified token says. */
export interface Principal {
  readonly tenantId: string;
  readonly actor: Actor;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  /** The words of the claim `scope`, by which OAuth says what a token may do. */
  readonly scopes: readonly string[];
}
