import { Injectable, type OnModuleInit, type PipeTransform } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { isConnector, type MountedConnector } from 'anthropic-admin-connector/kit';
import { PlatformError } from '../problems/platform-error.js';
import { maskAlso } from '../security/text.js';

/** The connectors that the platform has mounted: every provider that is a connector, in any module. */
@Injectable()
export class ConnectorDirectory implements OnModuleInit {
  readonly #byId = new Map<string, MountedConnector>();

  constructor(private readonly discovery: DiscoveryService) {}

  /** @throws Error where two connectors share an id. */
  onModuleInit(): void {
    const instances = this.discovery.getProviders().map(({ instance }): unknown => instance);
    for (const connector of new Set(instances.filter(isConnector))) {
      if (this.#byId.has(connector.id)) throw new Error(`Connector "${connector.id}" is mounted twice.`);
      this.#byId.set(connector.id, connector);
      maskAlso(connector.keyPattern);
    }
  }

  /** Ids of all connectors, sorted. */
  get ids(): string[] {
    return [...this.#byId.keys()].sort();
  }

  /** Whether a connector of this id is mounted. */
  has(id: string): boolean {
    return this.#byId.has(id);
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
      message: 'There is no connector with this name.',
      fix: `Mounted here: ${this.ids.join(', ')}.`,
    });
  }
}

/** Turns the connector's id in a path into the connector. */
@Injectable()
export class ConnectorPipe implements PipeTransform<string, MountedConnector> {
  constructor(private readonly directory: ConnectorDirectory) {}

  /** @throws PlatformError unknown_connector */
  transform(id: string): MountedConnector {
    return this.directory.get(id);
  }
}
