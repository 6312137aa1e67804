import { Validator, type Schema as ValidatorSchema } from '@cfworker/json-schema';
import type { RJSFSchema, ValidatorType } from '@rjsf/utils';
import type { Schema } from '../catalog/action.js';
import { check, plain } from './check.js';
import { issueTree } from './issue-tree.js';

/** The form's validator: it walks the schema in place of compiling it, which the content security policy forbids. */
export const validator: ValidatorType = {
  isValid: (schema, data, root) =>
    new Validator(withDefinitions(schema, root) as ValidatorSchema, '2020-12').validate(plain(data)).valid,
  rawValidation: (schema, data) => ({ errors: check(schema as Schema, data) as never[] }),
  validateFormData: (data, schema) => {
    const issues = check(schema as Schema, data);
    const errors = issues.map(({ path, rule, message }) => ({
      name: rule,
      property: `.${path}`,
      message,
      stack: `${path}: ${message}`,
    }));
    return { errors, errorSchema: issueTree(schema as Schema, issues).tree };
  },
};

const withDefinitions = (schema: RJSFSchema, root: RJSFSchema): RJSFSchema => ({
  ...(typeof schema === 'object' ? schema : {}),
  $defs: root?.$defs,
});
