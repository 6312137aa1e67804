import type { HttpAction, Method } from '../catalog/define-action.js';
import type { RawInput } from '../catalog/define-limitation.js';
import type { ApiRequest } from '../http/api-request.js';
import { urlTemplate } from '../http/url-template.js';

/** Where an input field goes in the request. */
export type Place = 'path' | 'query' | 'body';

/** The request that an action stands for, without its values. */
export interface RequestForm {
  readonly method: Method;
  /** With `{param}` for each path parameter. */
  readonly path: string;
  /** Where each field of the input goes. */
  readonly place: Readonly<Record<string, Place>>;
}

/** Reads a route and places fields: path parameters first, in the order of the path; the others in the query of GET and DELETE, else in the body. */
export function requestFormOf(route: string, fields: readonly string[]): RequestForm {
  const [method, path] = route.split(' ') as [Method, string];
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const rest = method === 'GET' || method === 'DELETE' ? 'query' : 'body';
  const names = [...new Set([...inPath, ...fields])];
  const place = Object.fromEntries(
    names.map((name): [string, Place] => [name, inPath.includes(name) ? 'path' : rest]),
  );
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
    effect: action.effect.kind === 'read' ? ('read' as const) : ('write' as const),
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
