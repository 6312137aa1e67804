import { useEffect, useRef, useState } from 'react';
import { recheckSession } from '../../../api/query-client.js';
import { useConnector } from '../../../session/connector-context.js';
import type { ActionDescription, ActionInput } from '../catalog/action.js';
import { isRow } from '../outcome/response-rows.js';
import { invoke, type Success } from './invocation-api.js';

/** A page holds as much as a browser shows well; the API has no such limit. */
const MOST_ITEMS = 50_000;

const SUPERSEDED = new Error('Another outcome is shown.');

/** Reading all further pages of a list. */
export interface AllPages {
  /** Reads the pages after an outcome; each one is reported with all before it. */
  readonly start: (first: Success) => void;
  /** Ends the reading; the pages that were read stay. */
  readonly cancel: () => void;
  /** How much was read; undefined while nothing is being read. */
  readonly progress: { readonly pages: number; readonly items: number } | undefined;
  readonly problem: unknown;
}

/** Reads a list to its end, page by page: this shows progress and can be cancelled. */
export function useAllPages(
  { id: action, itemsField = 'data' }: ActionDescription,
  input: ActionInput,
  latest: Success,
  onRead: (outcome: Success) => void,
): AllPages {
  const { id: connector } = useConnector();
  const controller = useRef<AbortController>(undefined);
  const [progress, setProgress] = useState<AllPages['progress']>();
  const [problem, setProblem] = useState<unknown>();

  // What is read continues an outcome: another run, and leaving the page, end it.
  useEffect(() => () => controller.current?.abort(SUPERSEDED), [latest]);

  const read = async (first: Success, signal: AbortSignal): Promise<void> => {
    const items = [...itemsIn(first, itemsField)];
    let last = first;
    const started = performance.now();
    setProblem(undefined);
    for (let pages = 1; last.page?.next && items.length < MOST_ITEMS; pages += 1) {
      setProgress({ pages, items: items.length });
      try {
        last = await invoke({ connector, action, input: { ...input, ...last.page.next } }, signal);
      } catch (error) {
        if (!signal.aborted) {
          recheckSession(error);
          setProblem(error);
        }
        break;
      }
      items.push(...itemsIn(last, itemsField));
    }
    if (last !== first && signal.reason !== SUPERSEDED)
      onRead({
        ...last,
        data: { ...(last.data as object), [itemsField]: items },
        meta: { ...last.meta, durationMs: performance.now() - started },
      });
  };
  return {
    progress,
    problem,
    start: (first) => {
      if (controller.current) return;
      const own = (controller.current = new AbortController());
      void read(first, own.signal).finally(() => {
        controller.current = undefined;
        setProgress(undefined);
      });
    },
    cancel: () => controller.current?.abort(new Error('Cancelled.')),
  };
}

function itemsIn({ data }: Success, field: string): readonly unknown[] {
  const items = isRow(data) ? data[field] : undefined;
  return Array.isArray(items) ? items : [];
}
