import fc, { type Arbitrary } from 'fast-check';
import type { Action } from '../../../src/kit/catalog/define-action.js';
import { ACTIONS } from '../../../src/actions/index.js';
import { DROP_IN_PATH } from '../../../platform/src/anthropic/drop-in/request-target.js';
import { arbitraryBody } from './arbitrary-body.js';
import { arbitraryHeaders } from './arbitrary-headers.js';
import { arbitraryMessage } from './arbitrary-message.js';
import type { RawRequest } from './exchange.js';
import { oddText } from './odd-values.js';
import type { PlatformRoute } from './platform-routes.js';

/** CONNECT asks for a tunnel, which Node refuses without a word. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];

/** What usually stands in place of a parameter, by its name. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  connector: ['anthropic', 'anthropic', 'anthropic', 'nothing'],
  action: [...ACTIONS.map(({ id }) => id), 'nothing'],
  name: ['default', 'second', 'openapi.json', 'tools.openai.json', 'catalog.json', 'agen.tf'],
};

const QUERIES = [
  'include',
  'pack',
  'connection',
  'limit',
  'after',
  'action',
  'format',
  'code',
  'state',
  'server',
];

/** Two of three have none, or one that means something. */
const query: Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('', '', '?include=all', '?pack=reader', '?limit=2', '?format=csv'),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.tuple(fc.oneof(fc.constantFrom(...QUERIES), oddText), oddText), {
        minLength: 1,
        maxLength: 4,
      })
      .map((pairs) => `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`),
  },
);

const filled = (path: string): Arbitrary<string> =>
  fc
    .tuple(
      ...path.split('/').map((part) => {
        if (!/[:{]/.test(part)) return fc.constant(part);
        const known = PARAMETERS[part.replace(/\W/g, '')] ?? ['user_01WCz1FkmYMm4gnmykNKUu3Q'];
        return fc.oneof(
          { weight: 5, arbitrary: fc.constantFrom(...known) },
          { weight: 1, arbitrary: oddText },
        );
      }),
    )
    .map((parts) => parts.join('/'));

/** Every other one has the method that its path takes. */
const methodOf = (right: readonly string[]): Arbitrary<string> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...right) },
    { weight: 1, arbitrary: fc.constantFrom(...METHODS) },
  );

const requestOf = (
  methods: readonly string[],
  path: Arbitrary<string>,
  body: Arbitrary<string>,
): Arbitrary<RawRequest> =>
  fc.record({
    method: methodOf(methods),
    target: fc.tuple(path, query).map((parts) => parts.join('')),
    headers: arbitraryHeaders,
    body: fc.option(body, { nil: undefined, freq: 3 }),
  });

/** The operations of the API on the drop-in endpoint. */
const dropIn: Arbitrary<RawRequest> = fc
  .constantFrom(
    ...(ACTIONS as readonly Action[]).flatMap((action) => ('route' in action ? [action.route] : [])),
  )
  .chain((route) => {
    const [method = 'GET', path = ''] = route.split(' ');
    return requestOf(
      [method],
      filled(path).map((rest) => `${DROP_IN_PATH}${rest}`),
      arbitraryBody,
    );
  });

const nowhere = requestOf(
  METHODS,
  fc.oneof(
    oddText,
    oddText.map((text) => `/${text}`),
    oddText.map((text) => `http://elsewhere/${text}`),
  ),
  arbitraryBody,
);

/** Requests of all kinds to every route. */
export function arbitraryRequest(routes: readonly PlatformRoute[]): Arbitrary<RawRequest> {
  const known = routes.map(({ path, methods }) =>
    requestOf(
      methods.filter((method) => METHODS.includes(method)),
      filled(path),
      arbitraryBody,
    ),
  );
  return fc.oneof(
    { weight: 5, arbitrary: fc.oneof(...known) },
    { weight: 2, arbitrary: dropIn },
    { weight: 3, arbitrary: requestOf(['POST'], fc.constant('/mcp'), arbitraryMessage) },
    { weight: 1, arbitrary: nowhere },
  );
}
