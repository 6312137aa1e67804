import type { PipeTransform } from '@nestjs/common';
import { PlatformError } from '../../problems/platform-error.js';
import { InvalidToolView, toolViewFrom, type ToolView } from '../tools/tool-view.js';

type Query = Readonly<Record<string, unknown>>;

/** Reads `?pack=` and `?include=`. */
export class ToolViewPipe implements PipeTransform<Query, ToolView> {
  /** @throws PlatformError invalid_input */
  transform({ pack, include }: Query): ToolView {
    try {
      return toolViewFrom(wordOf(pack), wordOf(include));
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
