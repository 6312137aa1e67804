import { Validator, type Schema as ValidatorSchema } from '@cfworker/json-schema';
import type { RJSFSchema, ValidatorType } from '@rjsf/utils';
import type { InputSchema } from '../catalog/action.js';
import { validateInput, plain } from './validate-input.js';
import { issueTree } from './issue-tree.js';

/** The validator of the form. It interprets the schema; the content security policy forbids compiling it. */
export const validator: ValidatorType = {
  isValid: (schema, data, root) =>
    new Validator(withDefinitions(schema, root) as ValidatorSchema, '2020-12').validate(plain(data)).valid,
  rawValidation: (schema, data) => ({ errors: validateInput(schema as InputSchema, data) as never[] }),
  validateFormData: (data, schema) => {
    const issues = validateInput(schema as InputSchema, data);
    const errors = issues.map(({ path, rule, message }) => ({
      name: rule,
      property: `.${path}`,
      message,
      stack: `${path}: ${message}`,
    }));
    return { errors, errorSchema: issueTree(schema as InputSchema, issues).tree };
  },
};

const withDefinitions = (schema: RJSFSchema, root: RJSFSchema): RJSFSchema => ({
  ...(typeof schema === 'object' ? schema : {}),
  $defs: root?.$defs,
});
