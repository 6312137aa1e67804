import { AnthropicConnector } from 'anthropic-admin-connector';
import type { MountedConnector } from 'anthropic-admin-connector/kit';
import { PolicyCatalogue } from '../../../platform/src/policies/cedar/catalogue.js';
import { CedarEngine } from '../../../platform/src/policies/cedar/cedar-engine.js';
import { checkText, ruleSetOf, type CheckedText } from '../../../platform/src/policies/rules/check.js';
import { Judges } from '../../../platform/src/policies/rules/judges.js';
import type { SetInForce } from '../../../platform/src/policies/stored/in-force.js';

/** The catalogue of the connector, which is never called. */
export const connector = new AnthropicConnector({}) as unknown as MountedConnector;

export const engine = new CedarEngine();

export const catalogue = new PolicyCatalogue({
  all: [connector],
  has: (id) => id === connector.id,
  get: () => connector,
});

export const judges = new Judges(engine, catalogue);

export const check = (text: string): Promise<CheckedText> => checkText(engine, catalogue, text, 'UTC');

export const setOf = (text: string, version = 1, timeZone = 'UTC'): SetInForce => ({
  version,
  set: ruleSetOf(engine, text, timeZone),
  seen: new Map(),
});

/** Everything that no other policy refuses. */
export const BASE = 'permit (principal, action, resource);\n';
