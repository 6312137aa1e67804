import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import findMyWay from 'find-my-way';
import { ANTHROPIC_ID } from '../../config/anthropic.config.js';
import { ConnectorDirectory } from '../../connectors/connector-directory.js';
import type { MountedConnector } from 'anthropic-admin-connector/kit';
import { PlatformError } from '../../problems/platform-error.js';
import { operationOf, type Operation } from './operation.js';

/** An operation, with the parameters of its path. */
export interface Found {
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
}

type ByMethod = Map<string, Operation>;

/**
 * Every path is registered under one method of the router, with its operations in the store: a fixed segment then wins
 * over a parameter whatever the method is, and a path without the requested method is a 405.
 */
const ANY = 'GET';

/** The catalogue of the connector as requests of the API. */
@Injectable()
export class DropInRoutes implements OnApplicationBootstrap {
  readonly #byAction = new Map<string, Operation>();
  readonly #router = findMyWay({ maxParamLength: Number.MAX_SAFE_INTEGER });

  constructor(private readonly directory: ConnectorDirectory) {}

  /** The connector whose operations these are. */
  get connector(): MountedConnector {
    return this.directory.get(ANTHROPIC_ID);
  }

  /** @throws Error if two actions have the same request */
  onApplicationBootstrap(): void {
    const byPath = new Map<string, ByMethod>();
    for (const { id } of this.connector.list({ include: 'all' })) {
      const action = this.connector.describe(id, { titles: false });
      const operation = action && operationOf(action);
      if (!operation) continue;
      this.#byAction.set(id, operation);
      const place = byPath.get(operation.path) ?? new Map<string, Operation>();
      const before = place.get(operation.method);
      if (before) throw new Error(`${before.actionId} and ${id} share a request.`);
      byPath.set(operation.path, place.set(operation.method, operation));
    }
    for (const [path, place] of byPath) this.#router.on(ANY, routeOf(path), () => {}, place);
  }

  /**
   * Finds the operation of a method and a path.
   * @param segments - decoded
   * @throws PlatformError unknown_route, with status 405 if the path exists but the method does not
   */
  find(method: string, segments: readonly string[]): Found {
    const path = segments.map((segment) => `/${encodeURIComponent(segment)}`).join('');
    const place = segments.includes('') ? null : this.#router.find(ANY, path);
    if (!place) throw noSuchOperation();
    const operations = place.store as ByMethod;
    const operation = operations.get(method);
    if (!operation) throw methodNotAllowed([...operations.values()]);
    return { operation, parameters: place.params as Found['parameters'] };
  }

  /** Returns the operation of an action; undefined for an action that consists of several requests. */
  of(actionId: string): Operation | undefined {
    return this.#byAction.get(actionId);
  }
}

const routeOf = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

/** The path is not one of the API's. It is not repeated, because it may contain anything. */
const noSuchOperation = (): PlatformError =>
  new PlatformError('unknown_route', {
    message: 'The Admin API has no operation at this path.',
    fix: 'Paths begin with /v1/organizations/ and have no slash at their end.',
  });

/** The path is one of the API's, but not with this method. */
function methodNotAllowed(operations: readonly Operation[]): PlatformError {
  const methods = operations
    .filter(({ offered }) => offered)
    .map(({ method }) => method)
    .sort()
    .join(', ');
  return new PlatformError('unknown_route', {
    status: 405,
    message: 'The Admin API does not offer this method at this path.',
    ...(methods === '' ? {} : { fix: `It takes ${methods}.` }),
    headers: { allow: methods },
  });
}
