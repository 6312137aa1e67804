export { createSimulator } from './simulator.js';
export type { Simulator, SimulatorOptions } from './simulator.js';
export { FAULT_KINDS } from './faults/fault.js';
export type { FaultRequest } from './faults/fault.js';
export { OUTCOME_CODES } from './faults/outcomes.js';
export type { OutcomeCode } from './faults/outcomes.js';
export { WAIT_HINTS } from './faults/wait-hints.js';
export type { Fault, Faults } from './faults/faults.js';
export type { Journal, JournalEntry } from './http/journal.js';
export type { Effect } from './http/reply.js';
export type { DemoIds } from './seed/demo-ids.js';
export type { Seed } from './seed/seed.js';
export type { State } from './state/state.js';
export type { Organization } from './state/organization.js';
export type { Limits, Settings } from './state/settings.js';
export type { AccessKey } from './state/access-keys.js';
export { AdjustableClock } from './clock.js';
export type { Clock } from './clock.js';
export type { Ids } from './ids.js';
export { SIMULATED_OPERATIONS } from './routes/routes.js';
export type { SimulatedOperation } from './routes/routes.js';
export { unitPrice } from './usage/prices.js';
export {
  DEMO_ADMIN_KEY,
  DEMO_ORGANIZATION_ID,
  ENTERPRISE_ADMIN_KEY,
  ENTERPRISE_ORGANIZATION_ID,
  EXPIRED_ADMIN_KEY,
  OAUTH_TOKEN,
  ORDINARY_KEY,
  REVOKED_ADMIN_KEY,
  SCOPED_KEY,
  SECOND_ADMIN_KEY,
  SECOND_ORGANIZATION_ID,
} from './seed/keys.js';
