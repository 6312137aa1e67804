import { PlatformError } from '../problems/platform-error.js';
import type { TextProblem } from './cedar/bounds.js';
import { UnknownVersion } from './changes.js';
import { AlteredPolicies, MAX_VERSIONS, TooManyVersions } from './stored/policy-store.js';

/** Waits for work on policies; its errors become problems. */
export async function asProblems<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UnknownVersion) throw unknownVersion();
    if (error instanceof AlteredPolicies)
      throw new PlatformError('policy_denied', {
        message:
          'The policies of this tenant were altered outside of the platform. Every call is refused until they are set again.',
        fix: 'Ask the operator of the platform, who runs: policies set, then policies on --repair.',
      });
    if (error instanceof TooManyVersions)
      throw new PlatformError('invalid_input', {
        message: `This tenant has ${MAX_VERSIONS} versions of its policies, the most there can be.`,
      });
    throw error;
  }
}

/** The number in a path or a body is of no version. */
export const unknownVersion = (): PlatformError =>
  new PlatformError('not_found', {
    message: 'There is no version of the policies with this number.',
    fix: 'GET /v1/policies/versions lists them; 0 is what the platform ships.',
  });

/** A text is not valid: each problem with its place. */
export function textProblem(problems: readonly TextProblem[]): PlatformError {
  const issues = problems.map((problem) => ({ path: 'text', rule: 'cedar', message: inPlace(problem) }));
  return new PlatformError('invalid_input', {
    message: `The policies are not valid: ${issues.map(({ message }) => message).join(' ')}`,
    fix: 'POST /v1/policies/check returns each problem with its line and column.',
    issues,
  });
}

/** A problem of a text as one sentence, with its place. */
export const inPlace = ({ line, column, message, help }: TextProblem): string =>
  `Line ${line}, column ${column}: ${/[.!?]$/.test(message) ? message : `${message}.`}${help === undefined ? '' : ` ${help.charAt(0).toUpperCase()}${help.slice(1)}${/[.!?]$/.test(help) ? '' : '.'}`}`;
