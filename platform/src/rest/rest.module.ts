import { Module } from '@nestjs/common';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { SwitchesModule } from '../switches/switches.module.js';
import { CatalogController } from './catalog.controller.js';
import { ConnectionsController } from './connections.controller.js';
import { InvocationsController } from './invocations.controller.js';

/** The routes below `/v1/connectors`: the catalogue, the tenant's connections, and invocations. */
@Module({
  imports: [ConnectorsModule, SwitchesModule],
  controllers: [CatalogController, ConnectionsController, InvocationsController],
})
export class RestModule {}
