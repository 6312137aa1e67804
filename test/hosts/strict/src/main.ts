import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AnthropicConnector } from 'anthropic-admin-connector';
import { DEMO_ADMIN_KEY, createSimulator } from 'anthropic-admin-simulator';
import { AppModule } from './app.module.js';
import { CALLS } from './calls/index.js';
import { Records } from './records.js';

const simulator = await createSimulator();
process.env['ADMIN_API'] = simulator.url;
const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error'] });
const connector = app.get(AnthropicConnector);
const records = app.get(Records, { strict: false });
const context = { tenantId: 'acme', actor: { id: 'ada' } };
const save = { tenantId: 'acme', name: 'default', apiKey: DEMO_ADMIN_KEY, actor: 'ada' };
const { status } = await connector.connections.save(save);

const results: Record<string, unknown> = { save: status };
for (const [name, calls] of Object.entries(CALLS)) {
  results[name] = await calls({ connector, records, simulator, context });
}
await app.close();
await simulator.close();
console.log(JSON.stringify(results));
