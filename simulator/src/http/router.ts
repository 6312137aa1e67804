import { methodNotAllowed, notFound } from '../errors.js';
import { decodePath } from './query.js';
import type { Route } from './route.js';

interface Node {
  readonly fixed: Map<string, Node>;
  readonly routes: Map<string, Route>;
  any?: Node;
}

/** A route that was found, with the values of its path parameters. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

const newNode = (): Node => ({ fixed: new Map(), routes: new Map() });
const isParam = (segment: string): boolean => segment.startsWith('{');

/** Finds routes by path; a fixed segment goes before a parameter. */
export class Router {
  readonly #root = newNode();

  constructor(routes: readonly Route[]) {
    for (const route of routes) this.#add(route);
  }

  /**
   * Finds the route of a request.
   *
   * @throws ApiError 404 for an unknown path, 405 for a known path with another method.
   */
  match(method: string, path: string): Match {
    const segments = path.split('/').map(decodePath);
    const node = find(this.#root, segments, 0);
    if (!node) throw notFound('Route');
    const route = node.routes.get(method);
    if (!route) throw methodNotAllowed([...node.routes.keys()]);
    return { route, params: paramsOf(route, segments) };
  }

  #add(route: Route): void {
    let node = this.#root;
    for (const segment of route.path.split('/')) {
      if (isParam(segment)) node = node.any ??= newNode();
      else {
        const next = node.fixed.get(segment) ?? newNode();
        node.fixed.set(segment, next);
        node = next;
      }
    }
    node.routes.set(route.method, route);
  }
}

function find(node: Node, segments: readonly string[], at: number): Node | undefined {
  if (at === segments.length) return node.routes.size > 0 ? node : undefined;
  const segment = segments[at] as string;
  const fixed = node.fixed.get(segment);
  const found = fixed && find(fixed, segments, at + 1);
  if (found) return found;
  return node.any && segment !== '' ? find(node.any, segments, at + 1) : undefined;
}

function paramsOf({ path }: Route, segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  path.split('/').forEach((part, index) => {
    if (isParam(part)) params[part.slice(1, -1)] = segments[index] as string;
  });
  return params;
}
