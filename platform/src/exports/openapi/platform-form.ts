import type { ActionDescription } from 'anthropic-admin-connector';
import { invokeForm } from './invoke-form.js';
import { requestForm, type RequestForm } from './request-form.js';

/**
 * An action as a request to the platform: at the drop-in endpoint, with the verb and path of the API; an action that is
 * none of the API's operations, at the platform's own route.
 */
export function platformForm(action: ActionDescription, connectorId: string): RequestForm {
  const root = `/v1/connectors/${connectorId}`;
  if (action.route === undefined) return invokeForm(action, `${root}/actions/${action.id}/invoke`);
  const form = requestForm(action, action.route);
  return { ...form, path: `${root}/api${form.path}` };
}
