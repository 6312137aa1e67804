import { Controller, Get, Inject, NotFoundException, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { Public } from '../../auth/decorators.js';
import { serverInfoOf } from '../server-info.js';
import { McpEndpoint } from './mcp-endpoint.js';
import { MCP_SETTINGS, type McpSettings } from './mcp.config.js';
import { MCP_PATH, METADATA_PATH, PublicUrls } from './public-urls.js';
import { TrustedSourcesGuard } from './request-checks.js';

/** The fields of protected resource metadata (RFC 9728) that this server publishes. */
export interface ResourceMetadata {
  readonly resource: string;
  readonly resource_name: string;
  readonly authorization_servers?: readonly string[];
  readonly scopes_supported: readonly string[];
  readonly bearer_methods_supported: readonly string[];
}

/** Tells clients which server issues tokens for the endpoint, and with which scopes. */
@Controller()
@UseGuards(TrustedSourcesGuard)
export class ResourceMetadataController {
  constructor(
    private readonly endpoint: McpEndpoint,
    @Inject(MCP_SETTINGS) private readonly settings: McpSettings,
    private readonly urls: PublicUrls,
  ) {}

  /** Returns the same document at both paths, because this server protects one resource. */
  @Get([METADATA_PATH, `${METADATA_PATH}${MCP_PATH}`])
  @Public(true)
  metadata(@Req() request: Request): ResourceMetadata {
    return this.document(request);
  }

  /**
   * Returns it where `PLATFORM_PUBLIC_URL` has a path, such as /anthropic: clients ask below the host's own root then.
   * @throws NotFoundException for the path of any other resource
   */
  @Get(`${METADATA_PATH}/*resource`)
  @Public(true)
  metadataBelowPath(@Req() request: Request): ResourceMetadata {
    if (request.path !== new URL(this.urls.metadata(request)).pathname) throw new NotFoundException();
    return this.document(request);
  }

  private document(request: Request): ResourceMetadata {
    const { authorizationServer } = this.settings;
    return {
      resource: this.urls.resource(request),
      resource_name: serverInfoOf(this.endpoint.catalog.sources.map(({ manifest }) => manifest)).title,
      ...(authorizationServer === undefined ? {} : { authorization_servers: [authorizationServer] }),
      scopes_supported: this.endpoint.scopes,
      bearer_methods_supported: ['header'],
    };
  }
}
