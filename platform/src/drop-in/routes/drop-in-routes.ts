import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ConnectorDirectory, type MountedConnector } from '../../connectors/connector-directory.js';
import { operationOf, type Operation } from './operation.js';
import { methodNotAllowed, noSuchOperation } from './route-problems.js';
import { namedValues, RouteTree } from './route-tree.js';

/** An operation that was asked for, with the parameters of its path. */
export interface Found {
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The catalogue of the connector as requests of the API. */
@Injectable()
export class DropInRoutes implements OnApplicationBootstrap {
  readonly #byAction = new Map<string, Operation>();
  #tree = new RouteTree([]);

  constructor(@Inject(ConnectorDirectory) private readonly directory: ConnectorDirectory) {}

  /** The connector whose operations these are. */
  get connector(): MountedConnector {
    return this.directory.get('anthropic');
  }

  /** @throws Error where two actions are asked for by the same request. */
  onApplicationBootstrap(): void {
    const described = this.connector.list({ include: 'all' }).map(({ id }) => this.connector.describe(id));
    const operations = described.flatMap((one) => (one && operationOf(one)) ?? []);
    for (const operation of operations) this.#byAction.set(operation.actionId, operation);
    this.#tree = new RouteTree(operations);
  }

  /**
   * The operation of a method and a path.
   * @throws PlatformError unknown_route, as a 405 where the path is one but the method is not.
   */
  find(method: string, segments: readonly string[]): Found {
    const place = this.#tree.find(segments);
    if (!place) throw noSuchOperation();
    const operation = place.operations.get(method);
    if (!operation) throw methodNotAllowed([...place.operations.values()]);
    return { operation, parameters: namedValues(operation, place.values) };
  }

  /** The operation of an action; undefined for one that no request of the API stands for. */
  of(actionId: string): Operation | undefined {
    return this.#byAction.get(actionId);
  }
}
