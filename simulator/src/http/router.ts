import findMyWay from 'find-my-way';
import { methodNotAllowed, notFound } from '../errors.js';
import { decodePath } from './query.js';
import type { Route } from './route.js';

/** A matched route, with the decoded values of its path parameters. */
export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Matches requests to routes; a fixed segment takes precedence over a parameter. */
export class Router {
  // Parameters longer than the default of 100 characters would get the 404 of an unknown route.
  readonly #paths = findMyWay({ maxParamLength: Infinity });

  constructor(routes: readonly Route[]) {
    const byPath = new Map<string, Map<string, Route>>();
    for (const route of routes) {
      const methods = byPath.get(route.path) ?? new Map<string, Route>();
      byPath.set(route.path, methods.set(route.method, route));
    }
    // One tree for all methods: the path alone decides between 404 and 405.
    for (const [path, methods] of byPath) {
      this.#paths.on('GET', path.replaceAll(/\{(\w+)\}/g, ':$1'), () => undefined, methods);
    }
  }

  /**
   * Finds the route of a request.
   *
   * @throws ApiError 400 for invalid percent encoding, 404 for an unknown path, 405 for a known path with another method.
   */
  match(method: string, path: string): RouteMatch {
    decodePath(path);
    const found = this.#paths.find('GET', path);
    if (!found || Object.values(found.params).includes('')) throw notFound('Route');
    const methods = found.store as ReadonlyMap<string, Route>;
    const route = methods.get(method);
    if (!route) throw methodNotAllowed([...methods.keys()]);
    return { route, params: found.params as RouteMatch['params'] };
  }
}
