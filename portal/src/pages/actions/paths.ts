/** The path of the actions of a connector; `query` is the filter of the list. */
export const listPath = (connector: string, query = ''): string =>
  `/integrations/${connector}/actions${query}`;

/** The path of an action; `query` is the filter of the list to return to. */
export const actionPath = (connector: string, id: string, query = ''): string =>
  `${listPath(connector)}/${encodeURIComponent(id)}${query}`;
