/** What can be done with a connector's connections, and what each is good for. None of them includes another. */
export const VERBS = {
  'connections:read': 'see connections: names, states, previews of keys',
  'connections:use': 'invoke actions with the key of a connection',
  'connections:write': 'save a key, and replace one',
  'connections:check': 'have a stored key checked',
  'connections:delete': 'delete a connection with its key',
  'switches:read': 'see which actions are switched off',
  'switches:write': 'switch actions off and on',
  'audit:read': 'read and export the audit',
} as const;

/** One of them. */
export type Verb = keyof typeof VERBS;

/** The permission, as it stands in a token, that a verb wants of a connector. */
export const permissionFor = (connectorId: string, verb: Verb): string => `${connectorId}:${verb}`;

/** Every permission of a connector. */
export const permissionsFor = (connectorId: string): string[] =>
  (Object.keys(VERBS) as Verb[]).map((verb) => permissionFor(connectorId, verb));
