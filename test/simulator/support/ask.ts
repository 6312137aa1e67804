/** An answer, with what a client looks at. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // A test reads whatever shape it expects and compares it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

/** What a request may carry. */
export interface Asked {
  readonly query?: object | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** Sends one request; paths without a leading `/v1` are taken from `/v1/organizations`. */
export type Ask = (method: string, path: string, asked?: Asked) => Promise<Answer>;

/** Makes a sender that puts the same headers on every request; undefined takes one away. */
export function asker(url: string, preset: Readonly<Record<string, string>>): Ask {
  return async (method, path, { query = {}, body, headers = {} } = {}) => {
    const all = Object.entries({ ...preset, ...headers }).filter(([, value]) => value !== undefined);
    const target = `${url}${path.startsWith('/v1') || path.startsWith('/__sim') ? '' : '/v1/organizations'}${path}`;
    const response = await fetch(`${target}${search(query)}`, {
      method,
      redirect: 'manual',
      headers: Object.fromEntries(all) as Record<string, string>,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: readable(text) };
  };
}

function search(query: object): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

function readable(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** What matters of a failure: status, type, code and message. */
export function failure({ status, body }: Answer): object {
  const { type, message, details } = body.error;
  return { status, type, message, ...(details ? { code: details.error_code } : {}) };
}
