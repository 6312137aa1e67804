import { DATE_TIME, DAY } from '../catalog/fields.js';
import type { JsonSchema } from '../catalog/json-schema.js';
import { mapSchema } from './map-schema.js';

/**
 * Patterns in place of formats: a draft-07 validator refuses a schema with formats that it does not know, and a plain one
 * knows none.
 */
const FORMATS: Readonly<Record<string, string>> = {
  'date-time': DATE_TIME.source,
  date: DAY.source,
  email: String.raw`^[^\s@]+@[^\s@]+\.[^\s@]+$`,
};

/** A schema of the catalogue (2020-12) in the form of draft-07, for forms and validators that know nothing later. */
export const draft07 = (schema: JsonSchema): JsonSchema =>
  mapSchema(schema, ({ $schema, $defs, $ref, format, ...rest }) => {
    const pattern = FORMATS[format as string];
    return {
      ...($schema === undefined ? {} : { $schema: 'http://json-schema.org/draft-07/schema#' }),
      ...($ref === undefined ? {} : { $ref: ($ref as string).replace('#/$defs/', '#/definitions/') }),
      ...(pattern === undefined ? {} : { pattern }),
      ...rest,
      ...($defs === undefined ? {} : { definitions: $defs }),
    };
  });
