const PATH = '/integrations/anthropic/actions';

/** The path of the action list; `query` is its filter. */
export const listPath = (query = ''): string => `${PATH}${query}`;

/** The path of an action; `query` is the filter of the list to return to. */
export const actionPath = (id: string, query = ''): string => `${PATH}/${encodeURIComponent(id)}${query}`;
