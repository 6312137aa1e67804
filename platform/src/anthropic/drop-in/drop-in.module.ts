import { Module } from '@nestjs/common';
import { ConnectorsModule } from '../../connectors/connectors.module.js';
import { DropInController } from './drop-in.controller.js';
import { DropInRoutes } from './drop-in-routes.js';

/** The requests of the Admin API, served by the platform. */
@Module({ imports: [ConnectorsModule], controllers: [DropInController], providers: [DropInRoutes] })
export class DropInModule {}
