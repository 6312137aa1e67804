import type { PipeTransform } from '@nestjs/common';
import { PlatformError } from '../problems/platform-error.js';
import { EXPORT_NAMES, isExportName, type ExportName } from './exporters.js';
import { serverAddress, SERVER_RULE } from './server-address.js';

/** Checks the name of an export in a path. */
export class ExportNamePipe implements PipeTransform<string, ExportName> {
  /** @throws PlatformError not_found, which lists the names of the exports */
  transform(name: string): ExportName {
    if (isExportName(name)) return name;
    throw new PlatformError('not_found', {
      message: 'There is no export with this name.',
      fix: `There are: ${EXPORT_NAMES.join(', ')}.`,
    });
  }
}

/** Checks `?server=`, the URL of the platform in an export. */
export class ServerPipe implements PipeTransform<unknown, string | undefined> {
  /** @throws PlatformError invalid_input */
  transform(server: unknown): string | undefined {
    if (server === undefined) return undefined;
    const address = typeof server === 'string' ? serverAddress(server) : undefined;
    if (address !== undefined) return address;
    const message = `server ${SERVER_RULE}, such as https://platform.example.com`;
    throw new PlatformError('invalid_input', {
      message: `The query is not valid: ${message}.`,
      issues: [{ path: 'server', rule: 'isUrl', message }],
    });
  }
}
