import { ANTHROPIC_SOURCES } from '../../../anthropic/record-sources.js';
import type { ActionInput } from '../catalog/action.js';

/** The source of the names of ids. */
export interface RecordSource {
  /** The action that lists the records, and its input. */
  readonly list: string;
  readonly input: ActionInput;
  /** The action that retrieves one record, and the field of its id. */
  readonly get?: { readonly action: string; readonly field: string };
  /** Fields that can name a record, in order of preference. */
  readonly names: readonly string[];
  /** Fields that distinguish records with the same name. */
  readonly detail?: string;
  /** The field of a record that contains its id. */
  readonly id?: string;
}

/** Sources by input field. */
export type RecordSources = Readonly<Record<string, RecordSource>>;

const SOURCES: Readonly<Record<string, RecordSources>> = { anthropic: ANTHROPIC_SOURCES };

const NONE: RecordSources = {};

/** The sources of a connector, by input field. */
export const sourcesOf = (connector: string): RecordSources => SOURCES[connector] ?? NONE;
