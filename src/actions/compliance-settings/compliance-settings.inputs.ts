import { Describe, Nested } from '../../kit/catalog/index.js';
import { StateInput } from '../shared.inputs.js';

/** Input of `compliance_settings_update`. */
export class ComplianceSettingsUpdateInput {
  @Nested(() => StateInput)
  @Describe('Whether the Compliance API is enabled. disabled also stops capturing activity.')
  state: StateInput;
}
