/** The path of the actions of a connector; `query` is the filter of the list. */
export const listPath = (connector: string, query = ''): string =>
  `/integrations/${connector}/actions${query}`;

/** The path of an action; `query` is the filter of the list to return to. */
export const actionPath = (connector: string, id: string, query = ''): string =>
  `${listPath(connector)}/${encodeURIComponent(id)}${query}`;

/** The parameter of an address that names the record which an action shows. */
const RECORD = 'id';

/** The path of the action that shows a record, for this record: it can be opened in another tab. */
export const recordPath = (connector: string, action: string, id: string): string =>
  actionPath(connector, action, `?${new URLSearchParams({ [RECORD]: id }).toString()}`);

/** An id, as a link may give it. Nothing else of an address is filled in. */
const ID = /^[\w.-]{1,128}$/;

/** The id of the record in the query of an address. */
export function recordIn(query: string): string | undefined {
  const id = new URLSearchParams(query).get(RECORD) ?? '';
  return ID.test(id) ? id : undefined;
}
