/** Names the platform in what every stored record and fingerprint authenticates: with another value, none of them opens. */
export const VAULT_DOMAIN = 'anthropic-admin-connector';
