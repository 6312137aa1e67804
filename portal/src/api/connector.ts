/** The connector that this page is about. */
export const CONNECTOR = 'anthropic';

/** Where its routes begin, relative to the page. */
export const CONNECTOR_PATH = `v1/connectors/${CONNECTOR}`;

/** The name of the one connection that the page manages. */
export const CONNECTION = 'default';
