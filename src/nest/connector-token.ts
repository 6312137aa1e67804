import { Inject } from '@nestjs/common';
import { AnthropicConnector } from '../connector/connector.js';

/** The provider token of an instance of the connector: the class itself for the one without a name. */
export type ConnectorToken = typeof AnthropicConnector | string;

/**
 * The provider token of the instance with this name; the class `AnthropicConnector` for the one without a name.
 *
 * @example
 * const eu = app.get<AnthropicConnector>(getConnectorToken('eu'));
 */
export const getConnectorToken = (name?: string): ConnectorToken =>
  name === undefined ? AnthropicConnector : `AnthropicConnector/${name}`;

/**
 * Injects the instance of the connector with this name, or the one without a name.
 *
 * @example
 * constructor(@InjectConnector('eu') private readonly connector: AnthropicConnector) {}
 */
export const InjectConnector = (name?: string): ParameterDecorator & PropertyDecorator =>
  Inject(getConnectorToken(name));
