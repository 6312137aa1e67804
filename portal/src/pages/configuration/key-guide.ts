import type { ComponentType } from 'react';
import { ANTHROPIC_KEYS } from '../../anthropic/key-guide.js';
import type { KeyProblem } from '../../api/connections.js';
import type { Connector } from '../../api/connectors.js';

/** The result of checking the format of a key while it is typed. It contains no part of the key. */
export type KeyShape =
  | { readonly kind: 'hint'; readonly text: string }
  | { readonly kind: 'good'; readonly text: string }
  | { readonly kind: 'inside'; readonly text: string }
  | { readonly kind: 'wrong'; readonly problem: KeyProblem };

/** What the page knows of the keys of a connector beyond its manifest. */
export interface KeyGuide {
  /** Checks the format of a key while it is typed; the start of a valid key is not an error. */
  readonly check: (typed: string) => KeyShape;
  /** The format problem of a key before it is sent. */
  readonly refused: (typed: string) => KeyProblem | undefined;
  /** The keys inside a longer text, such as a line of an env file. */
  readonly within?: (typed: string) => readonly string[];
  /** Titles of key problems by their code. */
  readonly titles: Readonly<Record<string, string>>;
  /** How to create a key. */
  readonly Steps?: ComponentType;
  /** The kinds of keys. */
  readonly Kinds?: ComponentType;
  /** A read to begin with. */
  readonly firstAction?: { readonly id: string; readonly words: string };
  /** What stops working without the key, besides actions and tools. */
  readonly losses: readonly string[];
}

const GUIDES: Readonly<Record<string, KeyGuide>> = { anthropic: ANTHROPIC_KEYS };

/** The guide of a connector. Without one of its own, the platform alone judges the format of a key. */
export const guideOf = (connector: Connector): KeyGuide => GUIDES[connector.id] ?? manifestGuide(connector);

const manifestGuide = ({ vendor, credential: { help, name } }: Connector): KeyGuide => ({
  check: () => ({ kind: 'hint', text: `${help} It is checked with ${vendor} before it is saved.` }),
  refused: (typed) =>
    typed.trim() === '' ? { code: 'key_missing', message: `The ${name} is required.`, fix: help } : undefined,
  titles: {},
  losses: [],
});
