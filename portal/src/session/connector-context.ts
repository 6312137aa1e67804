import { createContext, useContext } from 'react';
import type { Connector } from '../api/connectors.js';
import { allows, useSession } from './session-context.js';

/** The connector of the page, for every component below `<ConnectorScope>`. */
export const ConnectorContext = createContext<Connector | undefined>(undefined);

/** The connector of the page. @throws Error outside `<ConnectorScope>` */
export function useConnector(): Connector {
  const connector = useContext(ConnectorContext);
  if (!connector) throw new Error('useConnector requires a <ConnectorScope>.');
  return connector;
}

/** Whether the user has a permission for the connector of the page, such as `connections:write`. */
export const usePermission = (permission: string): boolean =>
  allows(useSession().permissions, `${useConnector().id}:${permission}`);
