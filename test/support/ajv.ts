import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** A JSON Schema validator as strict as the contract needs it. */
export function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: false, allowUnionTypes: true });
  (addFormats as unknown as (instance: Ajv2020) => void)(ajv);
  return ajv;
}
