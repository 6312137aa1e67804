export {
  AnthropicConnectorModule,
  anthropicConfig,
  type ConnectorModuleAsyncOptions,
  type ConnectorModuleOptions,
} from './nest/anthropic-connector.module.js';
export { InjectConnector, getConnectorToken, type ConnectorToken } from './nest/connector-token.js';
export { OutcomeExceptionFilter } from './nest/outcome-exception.filter.js';
export {
  OUTCOME_STATUS,
  OutcomeException,
  PROBLEM_TYPE,
  unwrap,
  type OutcomeProblem,
} from './nest/outcome-exception.js';
export { UnwrapInterceptor } from './nest/unwrap.interceptor.js';
