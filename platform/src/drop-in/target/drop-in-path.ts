/** Where the drop-in endpoint stands; a client puts it behind the platform's origin as its base URL. */
export const DROP_IN_PATH = '/v1/connectors/anthropic/api';
