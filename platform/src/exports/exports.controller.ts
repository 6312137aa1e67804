import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { ConnectorPipe, type MountedConnector } from '../connectors/connector-directory.js';
import { namesTag } from './entity-tag.js';
import { ExportNamePipe } from './export-name.pipe.js';
import { EXPORT_NAMES, EXPORTERS, type ExportName } from './exporters.js';
import { ServerPipe } from './server.pipe.js';
import { WrittenExports } from './written-exports.js';

interface ExportSummary {
  readonly name: ExportName;
  readonly mediaType: string;
  readonly description: string;
}

/** The catalogue of a connector in the forms that others import. */
@Controller('v1/connectors/:connector/exports')
export class ExportsController {
  readonly #written = new WrittenExports();

  /** What can be exported. */
  @Get()
  list(@Param('connector', ConnectorPipe) _: MountedConnector): { data: ExportSummary[] } {
    return { data: EXPORT_NAMES.map((name) => summaryOf(name)) };
  }

  /** One export; `?server=` is the address of the platform in it. */
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
      // It is the same for every token, but seen with a good one only: a cache has to ask each time.
      'cache-control': 'private, no-cache',
      'content-disposition': `inline; filename="${name}"`,
    });
    if (namesTag(ifNoneMatch, etag)) {
      response.status(304).end();
      return;
    }
    // Express would add a charset, which JSON types do not have.
    response.setHeader('content-type', EXPORTERS[name].mediaType);
    response.end(text);
  }
}

const summaryOf = (name: ExportName): ExportSummary => {
  const { mediaType, description } = EXPORTERS[name];
  return { name, mediaType, description };
};
