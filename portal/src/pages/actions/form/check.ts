import { Validator, type OutputUnit, type Schema as ValidatorSchema } from '@cfworker/json-schema';
import type { Issue } from '../../../api/problem-body.js';
import type { Schema } from '../catalog/action.js';
import { wordsFor } from './check-words.js';

/** What is wrong with an input by its JSON Schema; the platform, which knows more rules, judges it again. */
export function check(schema: Schema, input: unknown): readonly Issue[] {
  const { errors } = new Validator(schema as ValidatorSchema, '2020-12', false).validate(plain(input));
  const issues = ofMeant(errors).flatMap(({ keyword, keywordLocation, instanceLocation, error }) => {
    const owner = at(schema, keywordLocation.split('/').slice(1, -1));
    const message = wordsFor(keyword, owner);
    if (message === undefined) return [];
    const path = [...pathOf(instanceLocation), ...(keyword === 'required' ? missingIn(error) : [])];
    return [{ path: path.join('.'), rule: keyword, message }];
  });
  return errors.length > 0 && issues.length === 0 ? [UNCLEAR] : issues;
}

const UNCLEAR: Issue = { path: '', rule: 'schema', message: 'The input does not have the right form.' };

/** A value as JSON has it: without the fields that are undefined, which the validator does not know. */
export const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null)) as unknown;

/** Where one of several alternatives is told from the others. */
const TELLING = /^(.*\/anyOf\/\d+)\/(type|const|properties\/type\/(enum|const))$/;
const ALTERNATIVE = /^.*\/anyOf\/\d+(?=\/)/;

/** Without what is said of alternatives that were not meant, and of the choice itself where one was. */
function ofMeant(errors: readonly OutputUnit[]): readonly OutputUnit[] {
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

/** The validator names the missing field in its words alone. */
const missingIn = (error: string): string[] => /"(.+)"/.exec(error)?.slice(1, 2) ?? [];

function at(schema: unknown, path: readonly string[]): Schema {
  const found = path.reduce<unknown>(
    (node, part) => (node as Record<string, unknown> | undefined)?.[unescaped(part)],
    schema,
  );
  return (found ?? {}) as Schema;
}
