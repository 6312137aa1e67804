import {
  DESTRUCTIVE_UPDATE,
  READ,
  action,
  defineAction,
  msg,
  defineResource,
} from '../../kit/catalog/index.js';
import { EmptyInput } from '../shared.inputs.js';
import { ComplianceSettingsUpdateInput } from './compliance-settings.inputs.js';

/** The one set of compliance settings of the organization. */
export const complianceSettings = defineResource({
  group: { title: 'Compliance settings', description: 'Whether the Compliance API is enabled.' },
  packs: ['integrations'],
  samples: {},
  actions: [
    defineAction({
      id: 'compliance_settings_get',
      operation: 'compliance_settings.retrieve',
      title: 'Show whether the Compliance API is on',
      description:
        'Returns the compliance settings of the organization: whether the Compliance API is enabled. An organization below a parent shows what it inherits from it.',
      route: 'GET /v1/organizations/compliance_settings',
      input: EmptyInput,
      example: {},
      effect: READ,
      output: 'OrganizationComplianceSettings',
    }),
    defineAction({
      id: 'compliance_settings_update',
      operation: 'compliance_settings.update',
      title: 'Turn the Compliance API on or off',
      description: msg`Sets the state. enabled begins to capture the activity of the organization; disabled stops it, and what happens in between is not captured later. Setting the state it has already changes nothing. Look first with ${action('compliance_settings_get')}.`,
      route: 'POST /v1/organizations/compliance_settings',
      input: ComplianceSettingsUpdateInput,
      example: { state: { type: 'enabled' } },
      effect: DESTRUCTIVE_UPDATE,
      output: 'OrganizationComplianceSettings',
      verify: () => ({ actionId: 'compliance_settings_get', input: {} }),
    }),
  ],
});
