import type { PipeTransform } from '@nestjs/common';
import { PlatformError } from '../problems/platform-error.js';
import { EXPORT_NAMES, isExportName, type ExportName } from './exporters.js';

/** Checks the name of an export in a path. */
export class ExportNamePipe implements PipeTransform<string, ExportName> {
  /** @throws PlatformError not_found, with the names that there are */
  transform(name: string): ExportName {
    if (isExportName(name)) return name;
    throw new PlatformError('not_found', {
      message: 'There is no export of this name.',
      fix: `There are: ${EXPORT_NAMES.join(', ')}.`,
    });
  }
}
