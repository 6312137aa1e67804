import { urlTemplate } from '../kit/http/index.js';
import type { ApiRequest } from '../kit/http/index.js';
import type { HttpAction, Method } from '../actions/define-action.js';
import { fieldsOf } from './input-checker.js';

type Input = Readonly<Record<string, unknown>>;

/** Turns the inputs of one action into requests; the template is taken apart once. */
export type RequestBuilder = (input: Input) => ApiRequest;

/** Compiles the route of an action: path parameters first, the rest to the query of GET and DELETE, else to the body. */
export function compileAction(action: HttpAction): RequestBuilder {
  const [method, template] = action.route.split(' ') as [Method, string];
  const inPath = new Set([...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const rest = fieldsOf(action).filter((field) => !inPath.has(field));
  const inQuery = method === 'GET' || method === 'DELETE';
  const url = urlTemplate(template, inQuery ? rest : []);
  const hasBody = !inQuery && rest.length > 0;
  const facts = {
    method,
    effect: action.effect.kind === 'read' ? ('read' as const) : ('write' as const),
    ...(action.betas ? { betas: action.betas } : {}),
    ...(action.paging === 'report_page' ? { slowWindow: true } : {}),
  };

  return (input) =>
    hasBody ? { ...facts, path: url(input), body: without(input, inPath) } : { ...facts, path: url(input) };
}

function without(input: Input, names: ReadonlySet<string | undefined>): Input {
  if (names.size === 0) return input;
  return Object.fromEntries(Object.entries(input).filter(([field]) => !names.has(field)));
}
