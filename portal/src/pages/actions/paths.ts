const PATH = '/integrations/anthropic/actions';

/** Where the list is; `query` keeps its filter. */
export const listPath = (query = ''): string => `${PATH}${query}`;

/** Where one action is; `query` keeps the filter of the list behind it. */
export const actionPath = (id: string, query = ''): string => `${PATH}/${encodeURIComponent(id)}${query}`;
