import { Inject, Injectable, type PipeTransform } from '@nestjs/common';
import { ConnectorDirectory } from './connector-directory.js';
import type { MountedConnector } from './mounted-connector.js';

/** Turns the connector's id in a path into the connector. */
@Injectable()
export class ConnectorPipe implements PipeTransform<string, MountedConnector> {
  constructor(@Inject(ConnectorDirectory) private readonly directory: ConnectorDirectory) {}

  /** @throws PlatformError unknown_connector */
  transform(id: string): MountedConnector {
    return this.directory.get(id);
  }
}
