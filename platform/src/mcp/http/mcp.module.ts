import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ConnectorDirectory } from '../../connectors/connector-directory.js';
import { STORAGE, type Storage } from '../../stores/storage.js';
import { McpController } from './mcp.controller.js';
import { McpEndpoint } from './mcp-endpoint.js';
import { MCP_SETTINGS, type McpSettings } from './mcp-settings.js';
import { PublicUrls } from './public-urls.js';
import { ResourceMetadataController } from './resource-metadata.controller.js';

/** The connectors of the platform as tools of MCP. */
@Module({
  imports: [DiscoveryModule],
  controllers: [McpController, ResourceMetadataController],
  providers: [ConnectorDirectory, McpEndpoint, PublicUrls],
})
export class McpModule {
  /** The module with its settings, over the switches of a storage. */
  static with(settings: McpSettings, storage: Storage): DynamicModule {
    return {
      module: McpModule,
      providers: [
        { provide: MCP_SETTINGS, useValue: settings },
        { provide: STORAGE, useValue: storage },
      ],
    };
  }
}
