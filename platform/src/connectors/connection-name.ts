import type { PipeTransform } from '@nestjs/common';
import { Matches } from 'class-validator';
import { PlatformError } from '../problems/platform-error.js';

/** A name of a connection. Never a text that looks like a key, because names are printed. */
export const CONNECTION_NAME = /^(?!sk-ant-)[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const WANTED =
  'must be 1 to 64 letters, digits, dots, - or _, beginning with a letter or digit, such as "default"';

/** Checks the name of a connection in a body. */
export const IsConnectionName = (): PropertyDecorator =>
  Matches(CONNECTION_NAME, { message: ({ property }) => `${property} ${WANTED}` });

/** Checks the name of a connection in a path. */
export class ConnectionNamePipe implements PipeTransform<string, string> {
  /** @throws PlatformError invalid_input */
  transform(name: string): string {
    if (CONNECTION_NAME.test(name)) return name;
    const message = `name ${WANTED}`;
    throw new PlatformError('invalid_input', {
      message: `The name of the connection is not valid: ${message}.`,
      issues: [{ path: 'name', rule: 'matches', message }],
    });
  }
}
