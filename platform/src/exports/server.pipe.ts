import type { PipeTransform } from '@nestjs/common';
import { PlatformError } from '../problems/platform-error.js';
import { serverAddress, WANTED_SERVER } from './server-address.js';

/** Checks `?server=` of an export: left out, or the address of the platform. */
export class ServerPipe implements PipeTransform<unknown, string | undefined> {
  /** @throws PlatformError invalid_input */
  transform(server: unknown): string | undefined {
    if (server === undefined) return undefined;
    const address = typeof server === 'string' ? serverAddress(server) : undefined;
    if (address !== undefined) return address;
    const message = `server ${WANTED_SERVER}, such as https://platform.example.com`;
    throw new PlatformError('invalid_input', {
      message: `The query is not valid: ${message}.`,
      issues: [{ path: 'server', rule: 'isUrl', message }],
    });
  }
}
