import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ConnectorDirectory } from './connector-directory.js';

/** The connectors that the platform has mounted. */
@Module({ imports: [DiscoveryModule], providers: [ConnectorDirectory], exports: [ConnectorDirectory] })
export class ConnectorsModule {}
