import { CONNECTION, connectorPath } from './connectors.js';
import { request } from './request.js';

/** What a key may be used for; what is missing allows all. */
export interface KeyUsePolicy {
  readonly actions?: readonly string[];
  readonly packs?: readonly string[];
  readonly effects?: readonly string[];
  readonly days?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  /** IANA name. */
  readonly time_zone?: string;
  readonly calls_per_day?: number;
}

const pathOf = (connector: string): string => `${connectorPath(connector)}/connections/${CONNECTION}/key-use`;

/** Sets what the key may be used for. */
export const setKeyUse = (connector: string, body: KeyUsePolicy): Promise<unknown> =>
  request(pathOf(connector), { method: 'PUT', body });

/** Lets the key be used for everything. */
export const clearKeyUse = (connector: string): Promise<void> =>
  request<void>(pathOf(connector), { method: 'DELETE' });
