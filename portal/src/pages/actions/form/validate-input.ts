import { Validator, type OutputUnit, type Schema as ValidatorSchema } from '@cfworker/json-schema';
import type { Issue } from '../../../api/api-problem.js';
import type { InputSchema } from '../catalog/action.js';
import { messageFor } from './validation-messages.js';

/** Validates an input against its JSON Schema. The platform validates it again, with more rules. */
export function validateInput(schema: InputSchema, input: unknown): readonly Issue[] {
  const { errors } = new Validator(schema as ValidatorSchema, '2020-12', false).validate(plain(input));
  const issues = ofSelected(errors).flatMap(({ keyword, keywordLocation, instanceLocation, error }) => {
    const owner = at(schema, keywordLocation.split('/').slice(1, -1));
    const path = [...pathOf(instanceLocation), ...(keyword === 'required' ? missingIn(error) : [])];
    const message = messageFor(keyword, owner, path.at(-1));
    if (message === undefined) return [];
    return [{ path: path.join('.'), rule: keyword, message }];
  });
  return errors.length > 0 && issues.length === 0 ? [UNCLEAR] : issues;
}

const UNCLEAR: Issue = { path: '', rule: 'schema', message: 'The input is invalid.' };

/** A value without undefined fields, which the validator does not support. */
export const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null)) as unknown;

/** The location of the discriminator of an alternative. */
const TELLING = /^(.*\/anyOf\/\d+)\/(type|const|properties\/type\/(enum|const))$/;
const ALTERNATIVE = /^.*\/anyOf\/\d+(?=\/)/;

/** Removes the errors of alternatives that the value does not select, and of the choice itself if it selects one. */
function ofSelected(errors: readonly OutputUnit[]): readonly OutputUnit[] {
  const others = new Set(errors.flatMap(({ keywordLocation }) => TELLING.exec(keywordLocation)?.[1] ?? []));
  const left = errors.filter(
    ({ keywordLocation }) => !others.has(ALTERNATIVE.exec(keywordLocation)?.[0] ?? ''),
  );
  return left.filter(
    ({ keyword, keywordLocation }) =>
      keyword !== 'anyOf' || !left.some((other) => other.keywordLocation.startsWith(`${keywordLocation}/`)),
  );
}

const pathOf = (location: string): string[] => location.split('/').slice(1).map(unescaped);

const unescaped = (part: string): string =>
  decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');

/** The validator names the missing field only in its message. */
const missingIn = (error: string): string[] => /"(.+)"/.exec(error)?.slice(1, 2) ?? [];

function at(schema: unknown, path: readonly string[]): InputSchema {
  const found = path.reduce<unknown>(
    (node, part) => (node as Record<string, unknown> | undefined)?.[unescaped(part)],
    schema,
  );
  return (found ?? {}) as InputSchema;
}
