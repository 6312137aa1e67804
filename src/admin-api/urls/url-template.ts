/** A parameter that cannot stand in a URL. */
export class UrlParameterError extends Error {
  override readonly name = 'UrlParameterError';

  constructor(
    /** The parameter's name, as the input spells it. */
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
  if (!plain) throw new UrlParameterError(name, 'must be a text, a finite number or a boolean');
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

/** Undoes any number of encodings, because a proxy on the way may undo more than one. */
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

/** Compiles `/v1/users/{user_id}` into a function that fills in the encoded values. */
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
 * Compiles a list of parameter names into a function that writes the query string, with its `?`, or nothing.
 * A name may end in `[]`: the input then has it without. Undefined, null and empty arrays are left out.
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

/** Compiles a route and its query parameters, once for each operation, into a function from input to path. */
export function urlTemplate(route: string, queryNames: readonly string[] = []): UrlPart {
  const path = encodePath(route);
  const query = buildQuery(queryNames);
  return (input) => path(input) + query(input);
}
