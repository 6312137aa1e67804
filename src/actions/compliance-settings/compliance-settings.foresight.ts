import type { Foresee } from '../../kit/catalog/index.js';
import type { OrganizationComplianceSettings } from '../api-types.generated.js';
import type { ComplianceSettingsUpdateInput } from './compliance-settings.inputs.js';

/** Whether activity is captured. */
export const foreseeCompliance: Foresee<ComplianceSettingsUpdateInput> = async ({ state }, reads) => {
  const before = await reads.target<OrganizationComplianceSettings>(
    'The compliance settings',
    'compliance_settings_get',
    {},
  );
  if (!before) return {};
  const old = before.state.type;
  const stops = state.type === 'disabled';
  if (old === state.type) return { before: { ...before }, facts: { state: old } };
  return {
    before: { ...before },
    consequences: [
      stops
        ? { kind: 'stops_working', text: 'The Compliance API stops, and no more activity is captured.' }
        : { kind: 'changes', text: "The organization's activity is captured for the Compliance API." },
    ],
    final: stops ? ['Activity of that time is never captured.'] : [],
    inverse: { actionId: 'compliance_settings_update', input: { state: { type: old } } },
    facts: { state: old },
  };
};
