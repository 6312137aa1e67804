import type { OutcomeError } from 'anthropic-admin-connector';
import { PlatformError } from '../problems/platform-error.js';
import type { Approval } from './approval.js';

/** There is no such approval, or the caller may not see it. */
export const notThere = (): PlatformError =>
  new PlatformError('not_found', {
    message: 'There is no approval with this id.',
    fix: 'GET /v1/approvals lists those that you can see.',
  });

/** The caller may not decide it. */
export const notYours = (reason = 'Only who asked for an approval can cancel it.'): PlatformError =>
  new PlatformError('permission_missing', { message: reason });

/** It is decided, used or over. */
export const notOpen = ({ state }: Approval): PlatformError =>
  new PlatformError('conflict', {
    message: `The approval is ${state}, so this cannot be done any longer.`,
    fix: 'Read it again; a repeat of the call opens a new one.',
  });

/** Too many wait. */
export const tooMany = (): PlatformError =>
  new PlatformError('conflict', {
    message: 'Too many approvals wait already.',
    fix: 'Cancel some of them: POST /v1/approvals/{id}/cancel.',
  });

/** The call runs without one. */
export const unneeded = (): PlatformError =>
  new PlatformError('conflict', {
    message: 'This call needs no approval, and you have the permission for it.',
    fix: 'Invoke it.',
  });

/** The call cannot be planned. */
export const outcomeProblem = ({ code, message, fix, issues }: OutcomeError): PlatformError =>
  new PlatformError(code, { message, ...(fix !== undefined && { fix }), ...(issues && { issues }) });
