import { Module, type DynamicModule } from '@nestjs/common';
import { ConnectorsModule } from '../../connectors/connectors.module.js';
import { STORAGE, type Storage } from '../../stores/storage.js';
import { McpController } from './mcp.controller.js';
import { McpEndpoint } from './mcp-endpoint.js';
import { MCP_SETTINGS, type McpSettings } from './mcp-settings.js';
import { PublicUrls } from './public-urls.js';
import { ResourceMetadataController } from './resource-metadata.controller.js';

/** The actions of the mounted connectors as MCP tools. */
@Module({
  imports: [ConnectorsModule],
  controllers: [McpController, ResourceMetadataController],
  providers: [McpEndpoint, PublicUrls],
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
