/** The name of an action as a tool: the connector in front, as agent platforms and model APIs take it. */
export const toolNameOf = (connectorId: string, actionId: string): string => `${connectorId}_${actionId}`;
