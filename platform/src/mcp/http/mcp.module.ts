import { Module, type DynamicModule } from '@nestjs/common';
import { ConnectorsModule } from '../../connectors/connectors.module.js';
import { SwitchesModule } from '../../switches/switches.module.js';
import { McpController } from './mcp.controller.js';
import { McpEndpoint } from './mcp-endpoint.js';
import { MCP_SETTINGS, type McpSettings } from './mcp.config.js';
import { PublicUrls } from './public-urls.js';
import { ResourceMetadataController } from './resource-metadata.controller.js';

/** The actions of the mounted connectors as MCP tools. */
@Module({
  imports: [ConnectorsModule, SwitchesModule],
  controllers: [McpController, ResourceMetadataController],
  providers: [McpEndpoint, PublicUrls],
})
export class McpModule {
  /** The module with its settings. */
  static register(settings: McpSettings): DynamicModule {
    return { module: McpModule, providers: [{ provide: MCP_SETTINGS, useValue: settings }] };
  }
}
