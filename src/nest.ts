export {
  AnthropicConnectorModule,
  anthropicConfig,
  Connector,
} from './connector/anthropic-connector.module.js';
