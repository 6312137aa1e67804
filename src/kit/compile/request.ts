import type { HttpAction, Method } from '../catalog/define-action.js';
import type { RawInput } from '../catalog/define-limitation.js';
import type { ApiRequest } from '../http/api-request.js';

/** Where an input field goes in the request. */
export type Place = 'path' | 'query' | 'body';

/** The request of an action, without its values. */
export interface RequestForm {
  readonly method: Method;
  /** With `{param}` for each path parameter. */
  readonly path: string;
  /** Where each field of the input goes; those of the path come first, in its order. */
  readonly place: Readonly<Record<string, Place>>;
}

/** Reads a route and places fields: path parameters first, in the order of the path; the others in the query of GET and DELETE, else in the body. `ours` is a field that the API does not know. */
export function requestFormOf(route: string, fields: readonly string[], ours?: string): RequestForm {
  const [method, path] = route.split(' ') as [Method, string];
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const rest = method === 'GET' || method === 'DELETE' ? 'query' : 'body';
  const others = fields.filter((field) => !inPath.includes(field) && field !== ours);
  const place = Object.fromEntries<Place>([
    ...inPath.map((field): [string, Place] => [field, 'path']),
    ...others.map((field): [string, Place] => [field, rest]),
  ]);
  return { method, path, place };
}

/** Compiles the requests of an action: the template is parsed once. */
export function compileRequest(
  action: HttpAction,
  { method, path, place }: RequestForm,
  slowWindow: boolean,
): (input: RawInput) => ApiRequest {
  const inBody = new Set(fieldsIn(place, 'body'));
  const url = urlTemplate(path, fieldsIn(place, 'query'));
  const facts = {
    method,
    route: path,
    effect: action.effect.kind === 'read' ? ('read' as const) : ('write' as const),
    idempotent: action.effect.idempotent,
    ...(action.betas ? { betas: action.betas } : {}),
    ...(slowWindow ? { slowWindow } : {}),
  };
  return (input) =>
    inBody.size === 0
      ? { ...facts, path: url(input) }
      : { ...facts, path: url(input), body: pick(input, inBody) };
}

const fieldsIn = (place: RequestForm['place'], wanted: Place): string[] =>
  Object.keys(place).filter((field) => place[field] === wanted);

const pick = (input: RawInput, fields: ReadonlySet<string>): RawInput =>
  Object.fromEntries(Object.entries(input).filter(([field]) => fields.has(field)));

/** A parameter has a value that cannot be part of a URL. */
export class UrlParameterError extends Error {
  override readonly name = 'UrlParameterError';

  constructor(
    /** The name of the parameter in the input. */
    readonly parameter: string,
    why: string,
  ) {
    super(`${parameter} ${why}`);
  }
}

/** The values of one request, by parameter name. */
export type UrlInput = Readonly<Record<string, unknown>>;

/** Turns an input into a part of a URL. */
export type UrlPart = (input: UrlInput) => string;

const encode = (name: string, value: unknown): string => {
  const plain =
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && isFinite(value));
  if (!plain) throw new UrlParameterError(name, 'must be a string, a finite number or a boolean');
  try {
    return encodeURIComponent(value);
  } catch {
    throw new UrlParameterError(name, 'is not well-formed Unicode');
  }
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Decodes until nothing changes, because a proxy on the way may decode more than once. */
const fullyDecoded = (text: string): string => {
  let before: string;
  let after = text;
  do {
    before = after;
    after = decode(before);
  } while (after !== before);
  return after;
};

const encodeSegment = (name: string, value: unknown): string => {
  const encoded = encode(name, value);
  const parts = fullyDecoded(encoded).split(/[/\\]/);
  if (parts.some((part) => part.trim() === '')) throw new UrlParameterError(name, 'must not be empty');
  if (parts.some((part) => part === '.' || part === '..')) {
    throw new UrlParameterError(name, 'must be an id, not a relative path');
  }
  return encoded;
};

/**
 * Compiles a template such as `/v1/users/{user_id}` into a function that fills in the encoded values.
 * The function throws UrlParameterError for a value that is missing, empty or a relative path.
 */
export function encodePath(template: string): UrlPart {
  const [first = '', ...rest] = template.split('{');
  const slots = rest.map((part) => {
    const [name = '', after = ''] = part.split('}');
    return { name, after };
  });
  return (input) =>
    slots.reduce((path, { name, after }) => path + encodeSegment(name, input[name]) + after, first);
}

/**
 * Compiles parameter names into a function that returns the query string, with its `?`, or an empty string.
 * A name can end in `[]`; in the input it has no brackets. Undefined, null and empty arrays are omitted.
 */
export function buildQuery(names: readonly string[]): UrlPart {
  const parameters = names.map((wireName) => {
    const name = wireName.replace(/\[\]$/, '');
    return { name, one: `${encodeURIComponent(wireName)}=`, many: `${encodeURIComponent(`${name}[]`)}=` };
  });
  return (input) => {
    let query = '';
    for (const { name, one, many } of parameters) {
      const value = input[name];
      if (value === undefined || value === null) continue;
      const prefix = Array.isArray(value) ? many : one;
      for (const item of Array.isArray(value) ? value : [value]) {
        query += `${query === '' ? '?' : '&'}${prefix}${encode(name, item)}`;
      }
    }
    return query;
  };
}

/** Compiles the path and the query parameters of an operation, once, into a function from its input to the path. */
export function urlTemplate(route: string, queryNames: readonly string[] = []): UrlPart {
  const path = encodePath(route);
  const query = buildQuery(queryNames);
  return (input) => path(input) + query(input);
}
