import { invalid } from '../http/body.pipe.js';
import { PlatformError } from '../problems/platform-error.js';

/** Who asks has not itself what the token is to have. */
export const notHeld = (what: string): PlatformError =>
  new PlatformError('permission_missing', {
    message: `A token has never more than who makes or rotates it: you cannot give it ${what}.`,
    fix: 'Ask for less, or have somebody with that permission do it.',
  });

/** No action is left of a preset. */
export const noActions = (): PlatformError =>
  new PlatformError('permission_missing', {
    message:
      'No action of this preset is left within your own permissions and the effects that you have chosen.',
    fix: 'Choose another preset, such as "reader", or have somebody with more permissions do it.',
  });

/** The unknown id is not repeated, because it may contain anything. */
export const unknownAction = (): PlatformError =>
  invalid('body', [
    {
      path: 'actions',
      rule: 'unknown_action',
      message:
        'actions must contain ids of actions only, such as "users_list"; GET /v1/connectors/anthropic/actions?include=all lists them',
    },
  ]);
