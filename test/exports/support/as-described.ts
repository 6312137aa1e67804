import type { Parameter, Placed } from './open-api.js';

/** A request as a client makes it that knows the document alone. */
export interface DescribedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body?: string;
}

/** Writes values by the rules of an operation; its examples where a parameter is not given one. */
export function asDescribed(
  { method, path, operation }: Placed,
  values: Readonly<Record<string, unknown>> = {},
): DescribedRequest {
  const { parameters = [], requestBody } = operation;
  const valueOf = ({ name, example }: Parameter): unknown => values[name] ?? example;
  const place = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(valueOf(parameters.find((one) => one.name === name)!))),
  );
  const query = parameters
    .filter((one) => one.in === 'query' && valueOf(one) !== undefined)
    .flatMap((one) => pairsOf(one, valueOf(one)));
  const body = requestBody && JSON.stringify(requestBody.content['application/json'].example);
  return { method, path: `${place}${query.length > 0 ? `?${query.join('&')}` : ''}`, body };
}

/** `style: form` with `explode`: the name again for each value. */
function pairsOf({ name, explode }: Parameter, value: unknown): string[] {
  const texts = Array.isArray(value) && explode === true ? value.map(String) : [String(value)];
  return texts.map((text) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`);
}
