import { shapeProblem } from '../../../../src/credentials/key-shape.js';
import type { KeyProblem } from '../../api/connections.js';

/** What can be said of a key by its shape while it is typed. None of it holds any part of the key. */
export type ShapeVerdict =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'good' }
  | { readonly kind: 'wrong'; readonly problem: KeyProblem };

const BEGINNING = 'sk-ant-admin01-';

/** Judges a key while it is typed, by the plugin's own rules; the beginning of a right one is no mistake yet. */
export function judgeShape(typed: string): ShapeVerdict {
  const text = typed.trim();
  if (text === '') return { kind: 'nothing' };
  if (BEGINNING.startsWith(text)) return { kind: 'unfinished' };
  const problem = shapeProblem(text);
  if (problem === undefined) return { kind: 'good' };
  return problem.code === 'key_incomplete' ? { kind: 'unfinished' } : { kind: 'wrong', problem };
}

/** What is wrong with a key that is about to be sent. */
export const refusedByShape = (typed: string): KeyProblem | undefined => shapeProblem(typed.trim());
