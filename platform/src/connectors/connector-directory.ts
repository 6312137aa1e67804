import { Injectable, type OnModuleInit, type PipeTransform } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Connector, type AnthropicConnector } from 'anthropic-admin-connector';
import { PlatformError } from '../problems/platform-error.js';

/** What the platform asks of a connector. Any class marked with `@Connector({ id })` that has it can be mounted. */
export type MountedConnector = Pick<AnthropicConnector, 'connections' | 'describe' | 'list'> & {
  readonly manifest: Omit<AnthropicConnector['manifest'], 'id'> & { readonly id: string };
  readonly dispatcher: Pick<AnthropicConnector['dispatcher'], 'invoke'>;
};

/** The connectors that the platform has mounted, found by their mark and not by their name. */
@Injectable()
export class ConnectorDirectory implements OnModuleInit {
  readonly #byId = new Map<string, MountedConnector>();

  constructor(private readonly discovery: DiscoveryService) {}

  /** @throws Error where two connectors share an id. */
  onModuleInit(): void {
    for (const wrapper of this.discovery.getProviders({ metadataKey: Connector.KEY })) {
      const mark = this.discovery.getMetadataByDecorator(Connector, wrapper);
      if (!mark) continue;
      if (this.#byId.has(mark.id)) throw new Error(`Connector "${mark.id}" is mounted twice.`);
      this.#byId.set(mark.id, wrapper.instance as MountedConnector);
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
      message: 'There is no connector of this name.',
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
