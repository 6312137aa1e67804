import { either } from '../check/field.js';
import { oneOf } from '../check/scalars.js';
import { tagged } from '../check/shapes.js';
import type { Route } from '../http/route.js';
import { route } from '../http/route.js';
import type { Organization } from '../state/organization.js';

const settingsOnWire = ({ complianceState }: Organization): object => ({
  type: 'compliance_settings',
  state: { type: complianceState },
});

const STATE = either(
  oneOf(['enabled', 'disabled']),
  tagged({ enabled: {}, disabled: {} }),
  (value) => typeof value !== 'object',
);

/** The compliance settings of the organization. */
export const COMPLIANCE_SETTINGS_ROUTES: readonly Route[] = [
  route('compliance_settings.retrieve', 'GET /v1/organizations/compliance_settings', {}, ({ organization }) =>
    settingsOnWire(organization),
  ),
  route(
    'compliance_settings.update',
    'POST /v1/organizations/compliance_settings',
    { body: { state: STATE } },
    ({ organization, body: { state } }) => {
      organization.complianceState = typeof state === 'string' ? state : state.type;
      return settingsOnWire(organization);
    },
  ),
];
