import { useRef, useState, type RefObject } from 'react';
import { CONNECTION_CHANGES, saveKey, type Connection, type SaveOptions } from '../../api/connections.js';
import { invalidate, recheckSession } from '../../api/query-client.js';
import { clearToast } from '../../ui/toast.js';

/** The status of saving. */
export type Saving =
  | { readonly status: 'idle' }
  | { readonly status: 'saving' }
  | { readonly status: 'stopped' }
  | { readonly status: 'failed'; readonly problem: unknown };

/** Saves the key in a field and clears the field. */
export interface KeySaver {
  readonly saving: Saving;
  save(options?: Omit<SaveOptions, 'signal'>): Promise<void>;
  /** Stops waiting for a response. */
  stop(): void;
  /** Resets the status. */
  reset(): void;
}

/**
 * Saves the key in a field. The key goes directly from the element into the request; a mutation would keep it in its
 * variables.
 */
export function useSaveKey(
  connector: string,
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
    clearToast();
    setSaving({ status: 'saving' });
    try {
      const connection = await saveKey(connector, element.value, { ...options, signal: attempt.signal });
      element.value = '';
      setSaving({ status: 'idle' });
      onSaved(connection);
    } catch (problem) {
      recheckSession(problem);
      setSaving(attempt.signal.aborted ? { status: 'stopped' } : { status: 'failed', problem });
    } finally {
      running.current = undefined;
      invalidate(CONNECTION_CHANGES);
    }
  };
  return {
    saving,
    save,
    stop: () => running.current?.abort(),
    reset: () => setSaving({ status: 'idle' }),
  };
}
