import { Injectable, type PipeTransform } from '@nestjs/common';
import { ConnectorDirectory } from '../../connectors/connector-directory.js';
import { PlatformError } from '../../problems/platform-error.js';
import { packNamesOf } from '../tools/packs.js';
import { InvalidToolView, toolViewFrom, type ToolView } from '../tools/tool-view.js';

type Query = Readonly<Record<string, unknown>>;

/** Reads `?pack=` and `?include=`. */
@Injectable()
export class ToolViewPipe implements PipeTransform<Query, ToolView> {
  constructor(private readonly directory: ConnectorDirectory) {}

  /** @throws PlatformError invalid_input */
  transform({ pack, include }: Query): ToolView {
    const manifests = this.directory.all.map(({ manifest }) => manifest);
    try {
      return toolViewFrom(wordOf(pack), wordOf(include), packNamesOf(manifests));
    } catch (error) {
      if (!(error instanceof InvalidToolView)) throw error;
      throw new PlatformError('invalid_input', {
        message: `The query is not valid: ${error.message}.`,
        issues: [{ path: error.parameter, rule: 'isIn', message: error.message }],
      });
    }
  }
}

/** Express parses a repeated name as a list. */
const wordOf = (value: unknown): string | undefined =>
  value === undefined ? undefined : [value].flat().join(',');
