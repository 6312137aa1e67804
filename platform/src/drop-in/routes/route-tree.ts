import { parametersOf, type Operation } from './operation.js';

/** What a path leads to: its operations by method, and the values of its parameters. */
export interface Place {
  readonly operations: ReadonlyMap<string, Operation>;
  readonly values: readonly string[];
}

interface Node {
  readonly literals: Map<string, Node>;
  parameter?: Node;
  readonly operations: Map<string, Operation>;
}

/** Finds operations by path, in as many steps as the path has segments. A fixed segment goes before a parameter. */
export class RouteTree {
  readonly #root = emptyNode();

  /** @throws Error where two operations are asked for by the same request. */
  constructor(operations: readonly Operation[]) {
    for (const operation of operations) {
      const node = operation.path.split('/').slice(1).reduce(grow, this.#root);
      const before = node.operations.get(operation.method);
      if (before) throw new Error(`${before.actionId} and ${operation.actionId} share a request.`);
      node.operations.set(operation.method, operation);
    }
  }

  /** The place of a path; undefined where there is none. */
  find(segments: readonly string[]): Place | undefined {
    return search(this.#root, segments, []);
  }
}

/** The parameters of an operation by name, from the values that stood in the path. */
export const namedValues = ({ path }: Operation, values: readonly string[]): Record<string, string> =>
  Object.fromEntries(parametersOf(path).map((name, index) => [name, values[index] ?? '']));

const emptyNode = (): Node => ({ literals: new Map(), operations: new Map() });

function grow(node: Node, segment: string): Node {
  if (segment.startsWith('{')) return (node.parameter ??= emptyNode());
  const next = node.literals.get(segment) ?? emptyNode();
  node.literals.set(segment, next);
  return next;
}

function search(node: Node, segments: readonly string[], values: readonly string[]): Place | undefined {
  const [segment, ...rest] = segments;
  if (segment === undefined) {
    return node.operations.size > 0 ? { operations: node.operations, values } : undefined;
  }
  const literal = node.literals.get(segment);
  const fixed = literal && search(literal, rest, values);
  if (fixed || !node.parameter || segment === '') return fixed;
  return search(node.parameter, rest, [...values, segment]);
}
