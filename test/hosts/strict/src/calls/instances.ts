import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  AnthropicConnector,
  InMemoryConnectionStore,
  InMemoryIdempotencyStore,
} from 'anthropic-admin-connector';
import { AnthropicConnectorModule, getConnectorToken } from 'anthropic-admin-connector/nest';
import { createSimulator } from 'anthropic-admin-simulator';
import type { Calls } from '../host.js';
import { DEMO } from '../own-connector.js';

/** Two instances with shared stores, and two modules that mount the same one. */
export const instances: Calls = async ({ simulator, context }) => {
  const other = await createSimulator();
  const shared = {
    store: new InMemoryConnectionStore(),
    idempotency: new InMemoryIdempotencyStore(Date.now),
  };
  const us = { ...shared, baseUrl: simulator.url };

  @Module({ imports: [AnthropicConnectorModule.forRoot(us)] })
  class One {}
  @Module({ imports: [AnthropicConnectorModule.forRoot({ ...us })] })
  class Two {}
  @Module({
    imports: [
      One,
      Two,
      AnthropicConnectorModule.forRootAsync({
        name: 'eu',
        isGlobal: true,
        useFactory: () => ({ ...shared, baseUrl: other.url }),
      }),
    ],
  })
  class Root {}
  const app = await NestFactory.createApplicationContext(Root, { logger: ['error'] });
  const [one, two] = [app.select(One), app.select(Two)].map((module) =>
    module.get(AnthropicConnector, { strict: false }),
  );
  const eu = app.get<AnthropicConnector>(getConnectorToken('eu'), { strict: false });
  await one?.connections.save(DEMO);
  const unsaved = await eu.invoke('users_list', {}, context);
  await eu.connections.save(DEMO);
  const create = async (connector: AnthropicConnector | undefined): Promise<unknown> => {
    const outcome = await connector?.invoke(
      'workspaces_create',
      { name: 'W' },
      { ...context, idempotencyKey: 'w' },
    );
    return outcome?.meta.replayed ?? outcome?.ok;
  };
  const created = [await create(one), await create(eu), await create(one)];
  const lost = await eu.invokeById('organization_get', {}, {} as typeof context);
  await app.close();
  await other.close();
  return {
    same: one === two && one !== eu,
    unsaved: unsaved.ok ? 'ok' : unsaved.error.code,
    created,
    withoutTenant: lost.ok ? 'ok' : lost.error.code,
  };
};
