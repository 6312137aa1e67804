import { ANTHROPIC } from '../connector/anthropic.js';
import { Catalog } from '../kit/compile/compile-catalog.js';
import type { CompiledAction } from '../kit/compile/compiled-action.js';
import type { ConnectorDefinition } from '../kit/engine/connector.js';
import type { ProbeAnswer } from '../kit/connections/credential-provider.js';

const ORGANIZATION = { id: 'org_01FakeExample', name: 'Fake organization' };

/**
 * Anthropic's connector without the API: what it says of a key is given, and limitations that take a read of the API never
 * apply, because there is nothing to read.
 */
const offline = (probe: () => ProbeAnswer): ConnectorDefinition => ({
  ...ANTHROPIC,
  limitations: ANTHROPIC.limitations.map(({ lookUp: _, ...limitation }) => limitation),
  credential: {
    ...ANTHROPIC.credential,
    provider: () => ANTHROPIC.credential.provider(() => Promise.resolve(probe())),
  },
});

/** One definition for all fakes without a probe of their own, so its catalogue is compiled once. */
const EVERY_KEY_VALID = offline(() => ({ organization: ORGANIZATION }));

/** The definition of a fake; every key of the right format is valid unless `probe` says otherwise. */
export const definitionFor = (probe: (() => ProbeAnswer) | undefined): ConnectorDefinition =>
  probe ? offline(probe) : EVERY_KEY_VALID;

let catalog: Catalog | undefined;

/**
 * An action of the catalogue.
 * @throws Error where there is none with this id.
 */
export function actionOf(id: string): CompiledAction {
  catalog ??= new Catalog(ANTHROPIC, (text) => text);
  const action = catalog.get(id);
  if (!action) throw new Error(`There is no action "${id}".`);
  return action;
}
