import { useRef, useState, type RefObject } from 'react';
import { CONNECTION_CHANGES, saveKey, type Connection, type SaveOptions } from '../../api/connections.js';
import { changed, doubtSession } from '../../api/query-client.js';

/** How far saving has come. */
export type Saving =
  | { readonly status: 'idle' }
  | { readonly status: 'saving' }
  | { readonly status: 'stopped' }
  | { readonly status: 'failed'; readonly problem: unknown };

/** Saves what is in a field and empties it afterwards. */
export interface KeySaver {
  readonly saving: Saving;
  save(options?: Omit<SaveOptions, 'signal'>): Promise<void>;
  /** Waits no longer for an answer. */
  stop(): void;
  /** Forgets how it went. */
  reset(): void;
}

/**
 * Saves the key out of a field. The key goes from the element into the request: a mutation would keep it among its
 * variables.
 */
export function useSaveKey(
  field: RefObject<HTMLInputElement | null>,
  onSaved: (connection: Connection) => void,
): KeySaver {
  const [saving, setSaving] = useState<Saving>({ status: 'idle' });
  const running = useRef<AbortController>(undefined);

  const save: KeySaver['save'] = async (options = {}) => {
    const element = field.current;
    if (running.current || !element) return;
    const attempt = new AbortController();
    running.current = attempt;
    setSaving({ status: 'saving' });
    try {
      const connection = await saveKey(element.value, { ...options, signal: attempt.signal });
      element.value = '';
      setSaving({ status: 'idle' });
      onSaved(connection);
    } catch (problem) {
      doubtSession(problem);
      setSaving(attempt.signal.aborted ? { status: 'stopped' } : { status: 'failed', problem });
    } finally {
      running.current = undefined;
      changed(CONNECTION_CHANGES);
    }
  };
  return {
    saving,
    save,
    stop: () => running.current?.abort(),
    reset: () => setSaving({ status: 'idle' }),
  };
}
