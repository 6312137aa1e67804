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

/** The path without its query string. */
export const withoutQuery = (path: string): string => {
  const mark = path.indexOf('?');
  return mark === -1 ? path : path.slice(0, mark);
};
