import type { ActionDescription, Input } from '../catalog/action.js';

/** A call to be written in another form. It holds neither token nor key: those are named by variables. */
export interface Call {
  readonly action: Pick<ActionDescription, 'id' | 'route' | 'effect' | 'secretInput'>;
  readonly input: Input;
  /** Where the platform is, with a slash at the end. */
  readonly platform: string;
}

/** Stands where the input holds a secret. */
export const SECRET = '<secret>';

/** The input of a call with what is secret in it left out. */
export const shareable = ({ action: { secretInput = [] }, input }: Call): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, secretInput.includes(name) ? hidden(value) : value]),
  );

const hidden = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.keys(value).map((name) => [name, SECRET]))
    : SECRET;
