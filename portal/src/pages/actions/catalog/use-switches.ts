import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../../session/session-context.js';
import type { Switches } from './action.js';
import { switchesQuery } from './catalog-api.js';

/** What is switched off; undefined until it is known, and for whoever may not see it. */
export function useSwitches(): Switches | undefined {
  const may = useMay('switches:read');
  return useQuery({ ...switchesQuery, enabled: may }).data;
}
