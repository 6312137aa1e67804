import type { ConnectorOptions } from '../kit/engine/options.js';
import { AnthropicConnector } from '../connector/connector.js';

interface Instance {
  readonly options: ConnectorOptions;
  readonly connector: AnthropicConnector;
}

/** By the container of each application, so two applications of a process share nothing. */
const APPLICATIONS = new WeakMap<object, Map<string | undefined, Instance>>();

/**
 * The connector of an application with the name of its options. Feature modules that give the same options share one
 * connector, and with it its stores in memory and its rate limiter.
 * @throws Error where the name is taken by other options.
 */
export function instanceOf(application: object, options: ConnectorOptions): AnthropicConnector {
  const { name } = options;
  const instances = APPLICATIONS.get(application) ?? new Map<string | undefined, Instance>();
  APPLICATIONS.set(application, instances);
  const found = instances.get(name);
  if (found) {
    const different = differences(found.options, options);
    if (different.length === 0) return found.connector;
    throw new Error(
      `AnthropicConnectorModule is mounted twice ${name === undefined ? 'without a name' : `with the name "${name}"`}, and the options differ in ${different.join(', ')}. ` +
        "Give one of them a name of its own, such as forRoot({ name: 'eu', ... }), or give both the same values.",
    );
  }
  const connector = new AnthropicConnector(options);
  instances.set(name, { options, connector });
  return connector;
}

/** The options whose values are not the same; `undefined` is as good as absent. */
const differences = (one: ConnectorOptions, other: ConnectorOptions): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)] as (keyof ConnectorOptions)[])].filter(
    (option) => !Object.is(one[option], other[option]),
  );
