import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Connector } from 'anthropic-admin-connector/nest';
import { PlatformError } from '../problems/platform-error.js';
import type { MountedConnector } from './mounted-connector.js';

/** The connectors that the platform has mounted, found by their mark and not by their name. */
@Injectable()
export class ConnectorDirectory implements OnModuleInit {
  readonly #byId = new Map<string, MountedConnector>();

  constructor(@Inject(DiscoveryService) private readonly discovery: DiscoveryService) {}

  /** @throws Error where two connectors share an id. */
  onModuleInit(): void {
    for (const wrapper of this.discovery.getProviders({ metadataKey: Connector.KEY })) {
      const mark = this.discovery.getMetadataByDecorator(Connector, wrapper);
      if (!mark) continue;
      if (this.#byId.has(mark.id)) throw new Error(`Connector "${mark.id}" is mounted twice.`);
      this.#byId.set(mark.id, wrapper.instance as MountedConnector);
    }
  }

  /** Ids of all connectors, in the order of the alphabet. */
  get ids(): string[] {
    return [...this.#byId.keys()].sort();
  }

  /** All connectors, in the same order. */
  get all(): MountedConnector[] {
    return this.ids.map((id) => this.get(id));
  }

  /** @throws PlatformError unknown_connector */
  get(id: string): MountedConnector {
    const connector = this.#byId.get(id);
    if (connector) return connector;
    throw new PlatformError('unknown_connector', {
      message: 'There is no connector of this name.',
      fix: `Mounted here: ${this.ids.join(', ')}.`,
    });
  }
}
