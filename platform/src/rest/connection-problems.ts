import { KEY_UNREADABLE, type Manifest, type Organization, type SaveResult } from 'anthropic-admin-connector';
import { PlatformError } from '../problems/platform-error.js';

type Saved = Extract<SaveResult, { connection: unknown }>;
type Undetermined = Extract<SaveResult, { status: 'undetermined' }>;
type Refused = Extract<SaveResult, { status: 'refused' }>;

/** The connection does not exist. */
export const missing = ({ credential: { field } }: Manifest): PlatformError =>
  new PlatformError('not_found', {
    message: 'There is no connection with this name.',
    fix: `Save one with PUT and {"${field.name}": "${field.placeholder}"}.`,
  });

/** Why a key was not saved. */
export function notSaved(result: Exclude<SaveResult, Saved>): PlatformError {
  switch (result.status) {
    case 'refused':
      return refused(result);
    case 'undetermined':
      return undetermined(result, ' Nothing was saved.');
    case 'identity_changed':
      return identityChanged(result.stored, result.offered);
    case 'conflict':
      return savedMeanwhile();
  }
}

function refused({ problem, by }: Refused): PlatformError {
  const { code, message, fix } = problem;
  return new PlatformError(by === 'shape' ? 'invalid_input' : 'credential_rejected', {
    message,
    fix,
    issues: [{ path: 'api_key', rule: code, message }],
  });
}

/** The API did not say whether the key is valid. */
export const undetermined = (
  { cause, problem, retryAfterMs }: Omit<Undetermined, 'status'>,
  consequence = '',
): PlatformError =>
  new PlatformError(cause === 'rate_limited' ? 'rate_limited' : 'upstream_unavailable', {
    message: `${problem.message}${consequence}`,
    fix: problem.fix,
    afterMs: retryAfterMs,
  });

/** The stored key cannot be decrypted. */
export const unreadable = (): PlatformError =>
  new PlatformError('credential_rejected', { message: KEY_UNREADABLE.message, fix: KEY_UNREADABLE.fix });

const identityChanged = (stored: Organization, offered: Organization): PlatformError =>
  new PlatformError('conflict', {
    message: `This key belongs to ${named(offered)}, but the connection is one to ${named(stored)}. Nothing was saved.`,
    fix: 'To connect the other organization in its place, send the same body with "confirm_organization_change": true.',
    issues: [
      {
        path: 'confirm_organization_change',
        rule: 'identity_changed',
        message: 'confirm_organization_change must be true to replace one organization by another',
      },
    ],
  });

const savedMeanwhile = (): PlatformError =>
  new PlatformError('conflict', {
    message: 'Another key was saved under this name at the same time, so this one was not saved.',
    fix: 'Look at the connection, then save again if it is not the one you want.',
    resend: 'after_wait',
  });

const named = ({ id, name }: Organization): string => `the organization "${name}" (${id})`;
