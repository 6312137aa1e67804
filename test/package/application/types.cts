import { AnthropicConnector, type ConnectorOptions } from 'anthropic-admin-connector';
import type { SimulatorOptions } from 'anthropic-admin-simulator';

export const connector = new AnthropicConnector({ timeoutMs: 1000 } satisfies ConnectorOptions);
export const options: SimulatorOptions = { port: 0 };
