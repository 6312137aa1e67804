export { AnthropicConnectorModule, anthropicConfig } from './connector/anthropic-connector.module.js';
