import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { ConnectorPipe } from '../connectors/connector-directory.js';
import type { MountedConnector } from 'anthropic-admin-connector/kit';
import { EXPORT_NAMES, EXPORTERS, type ExportName } from './exporters.js';
import { ExportNamePipe, ServerPipe } from './exports.pipes.js';
import { WrittenExports } from './written-exports.js';

interface ExportSummary {
  readonly name: ExportName;
  readonly mediaType: string;
  readonly description: string;
}

/** Serves the catalogue of a connector in the formats that other systems import. */
@Controller('v1/connectors/:connector/exports')
export class ExportsController {
  readonly #written = new WrittenExports();

  /** Lists the exports. */
  @Get()
  list(@Param('connector', ConnectorPipe) _: MountedConnector): { data: ExportSummary[] } {
    return { data: EXPORT_NAMES.map((name) => summaryOf(name)) };
  }

  /** Returns one export; `?server=` is the URL of the platform in it. */
  @Get(':name')
  read(
    @Param('connector', ConnectorPipe) connector: MountedConnector,
    @Param('name', ExportNamePipe) name: ExportName,
    @Query('server', ServerPipe) server: string | undefined,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res() response: Response,
  ): void {
    const { text, etag } = this.#written.get(connector, name, server);
    response.set({
      etag,
      // Every valid token gets the same text, but no request without one: a cache must revalidate each time.
      'cache-control': 'private, no-cache',
      'content-disposition': `inline; filename="${name}"`,
    });
    if (namesTag(ifNoneMatch, etag)) {
      response.status(304).end();
      return;
    }
    // Express would add a charset, which JSON media types do not define.
    response.setHeader('content-type', EXPORTERS[name].mediaType);
    response.end(text);
  }
}

const summaryOf = (name: ExportName): ExportSummary => {
  const { mediaType, description } = EXPORTERS[name];
  return { name, mediaType, description };
};

/**
 * Tells whether an `If-None-Match` header names a tag. Express's `fresh` ignores the header wherever the request also
 * has `cache-control: no-cache`, which Node's fetch adds to every request with the header.
 */
const namesTag = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === etag || tag === '*');
