import { createContext, useContext, useEffect, useId } from 'react';

/** Receives what is missing in a part of the input that cannot be sent yet; undefined once nothing is. */
export type ReportUnfinished = (id: string, problem: string | undefined) => void;

/** Where the fields of an input report that they hold something which is no value yet. */
export const UnfinishedContext = createContext<ReportUnfinished>(() => undefined);

/** Reports what is missing in a field; nothing runs meanwhile, because the input lacks what the field shows. */
export function useUnfinished(problem: string | undefined): void {
  const report = useContext(UnfinishedContext);
  const id = useId();
  useEffect(() => {
    report(id, problem);
    return () => report(id, undefined);
  }, [report, id, problem]);
}
