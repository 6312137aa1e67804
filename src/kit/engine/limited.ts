import { isDeepStrictEqual } from 'node:util';
import type { ReadyAction } from '../catalog/define-action.js';
import type { Limitation, LookUp, RawInput, UpstreamRefusal } from '../catalog/define-limitation.js';
import { render } from '../catalog/message.js';
import type { CompiledAction } from '../compile/compiled-action.js';
import type { InputIssue } from '../compile/input-check.js';
import { failure, type ConnectorError } from './connector-error.js';

/**
 * Decides from the input alone whether a limitation applies. Issues on other fields come first: an input must be valid
 * where it can be.
 * @throws ConnectorError limited_operation
 */
export function refuseLimited(
  { limitations, unsupported }: CompiledAction,
  input: RawInput,
  issues: readonly InputIssue[],
): void {
  for (const limitation of limitations) {
    const applies = unsupported ? limitation === unsupported : limitation.blocks?.(input) === true;
    if (applies && issues.every(({ path }) => isOn(limitation.fields, path)))
      throw limited(limitation, input);
  }
}

/** A limited field is refused as a whole, so what is wrong inside it does not matter. */
const isOn = (fields: readonly string[] = [], path: string): boolean =>
  fields.some((field) => path === field || path.startsWith(`${field}.`));

/**
 * Decides after one read, where a limitation asks for it. Limitations that ask for the same read share it.
 * @param isDryRun - whether limitations decide that do so in a dry run alone
 * @throws ConnectorError limited_operation, or the failure of the read
 */
export async function refuseAfterLookUp(
  { limitations }: CompiledAction,
  input: RawInput,
  isDryRun: boolean,
  read: (actionId: string, input: RawInput) => Promise<unknown>,
): Promise<void> {
  const known = new Map<string, Promise<unknown>>();
  for (const limitation of limitations) {
    const { lookUp } = limitation;
    if (!lookUp || !isNeeded(lookUp, input, isDryRun)) continue;
    const look = lookUp.input(input);
    const name = JSON.stringify([lookUp.actionId, look]);
    const found = known.get(name) ?? read(lookUp.actionId, look);
    known.set(name, found);
    if (lookUp.blocks((await found) as RawInput)) throw limited(limitation, input);
  }
}

/** Whether a limitation takes its read for an input. */
export const isNeeded = (lookUp: LookUp, input: RawInput, isDryRun: boolean): boolean =>
  (isDryRun || !lookUp.onlyInDryRun) && lookUp.applies?.(input) !== false;

/** The limitation that a refusal of the API states, as an error; undefined where none of the action's does. */
export function recognizeLimited(
  { limitations }: CompiledAction,
  input: RawInput,
  refusal: UpstreamRefusal,
): ConnectorError | undefined {
  const limitation = limitations.find((candidate) => candidate.recognizes?.(refusal));
  return limitation && limited(limitation, input, refusal);
}

function limited(limitation: Limitation, input: RawInput, upstream?: UpstreamRefusal): ConnectorError {
  const { id, kind, fields, title, reason, workaround, reference, credential } = limitation;
  const alternative = withLosses(limitation.alternative?.(input), input);
  return failure('limited_operation', {
    message: `${title}. ${reason}`,
    fix: workaround,
    limitation: {
      id,
      kind,
      ...(fields ? { fields } : {}),
      title,
      reason,
      workaround: render(workaround),
      reference,
      ...(credential ? { credential } : {}),
      ...(alternative ? { alternative } : {}),
    },
    ...(upstream ? { upstream } : {}),
  });
}

/** Compared rather than declared, so no alternative can promise what it does not do. */
function withLosses(alternative: ReadyAction | undefined, asked: RawInput): ReadyAction | undefined {
  if (!alternative) return undefined;
  const loses = Object.keys(asked).filter(
    (field) => asked[field] !== undefined && !isDeepStrictEqual(asked[field], alternative.input[field]),
  );
  return loses.length === 0 ? alternative : { ...alternative, loses };
}
