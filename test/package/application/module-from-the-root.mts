// @ts-expect-error The module is in anthropic-admin-connector/nest.
import { AnthropicConnectorModule } from 'anthropic-admin-connector';

export const module = AnthropicConnectorModule;
