import { Module } from '@nestjs/common';
import { ConnectorsModule } from '../../connectors/connectors.module.js';
import { DropInController } from './drop-in.controller.js';
import { DropInRoutes } from './drop-in-routes.js';

/** Stands in for the Admin API: the same routes, requests and responses, by way of a connector. */
@Module({ imports: [ConnectorsModule], controllers: [DropInController], providers: [DropInRoutes] })
export class DropInModule {}
