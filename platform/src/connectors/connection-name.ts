import type { PipeTransform } from '@nestjs/common';
import type { ConnectionRef } from 'anthropic-admin-connector';
import type { MountedConnector } from 'anthropic-admin-connector/kit';
import { ValidateBy } from 'class-validator';
import { PlatformError } from '../problems/platform-error.js';
import { maskKeys } from '../security/text.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Whether a text can name a connection. Never something that looks like a key of any connector: names are printed. */
export const isConnectionName = (text: unknown): boolean =>
  typeof text === 'string' && NAME.test(text) && maskKeys(text) === text;

const WANTED =
  'must be 1 to 64 letters, digits, dots, - or _, beginning with a letter or digit, such as "default"';

/** Checks the name of a connection; `message` may use `$property`. */
export const IsConnectionName = (message = `$property ${WANTED}`): PropertyDecorator =>
  ValidateBy({
    name: 'matches',
    validator: { validate: isConnectionName, defaultMessage: () => message },
  });

/** Checks the name of a connection in a path. */
export class ConnectionNamePipe implements PipeTransform<string, string> {
  /** @throws PlatformError invalid_input */
  transform(name: string): string {
    if (isConnectionName(name)) return name;
    const message = `name ${WANTED}`;
    throw new PlatformError('invalid_input', {
      message: `The name of the connection is not valid: ${message}.`,
      issues: [{ path: 'name', rule: 'matches', message }],
    });
  }
}

/** The connection of a tenant that a path names. */
export const connectionRef = (
  { instance }: MountedConnector,
  tenantId: string,
  name: string,
): ConnectionRef => ({ connector: instance, tenantId, name });
