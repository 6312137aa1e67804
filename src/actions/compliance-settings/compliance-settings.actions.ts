import {
  READ,
  action,
  defineAction,
  msg,
  defineResource,
  destructiveUpdateWhen,
} from '../../kit/catalog/index.js';
import { ADMIN_KEY_ASSUMED } from '../assumed.js';
import { EmptyInput } from '../shared.inputs.js';
import { ComplianceSettingsUpdateInput } from './compliance-settings.inputs.js';
import { foreseeCompliance } from './compliance-settings.foresight.js';

/** The one set of compliance settings of the organization. */
export const complianceSettings = defineResource({
  group: {
    id: 'compliance_settings',
    title: 'Compliance settings',
    description: 'Whether the Compliance API is enabled.',
  },
  packs: ['integrations'],
  samples: {},
  actions: [
    defineAction({
      id: 'compliance_settings_get',
      operation: 'compliance_settings.retrieve',
      title: 'Show whether the Compliance API is enabled',
      description:
        'Returns the compliance settings of the organization: whether the Compliance API is enabled. A child organization returns the setting it inherits from its parent.',
      route: 'GET /v1/organizations/compliance_settings',
      input: EmptyInput,
      example: {},
      effect: READ,
      output: 'OrganizationComplianceSettings',
      assumed: ADMIN_KEY_ASSUMED,
    }),
    defineAction({
      id: 'compliance_settings_update',
      operation: 'compliance_settings.update',
      title: 'Enable or disable the Compliance API',
      description: msg`Sets the state. enabled starts capturing the organization's activity; disabled stops it, and activity during that time is never captured. Setting the current state again changes nothing. Check the current state first with ${action('compliance_settings_get')}.`,
      deed: msg`Disable the Compliance API`,
      route: 'POST /v1/organizations/compliance_settings',
      input: ComplianceSettingsUpdateInput,
      example: { state: { type: 'enabled' } },
      effect: destructiveUpdateWhen('state.type', 'disabled'),
      foresee: foreseeCompliance,
      output: 'OrganizationComplianceSettings',
      assumed: ADMIN_KEY_ASSUMED,
      verify: () => ({ actionId: 'compliance_settings_get', input: {} }),
    }),
  ],
});
