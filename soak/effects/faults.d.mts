import type { InjectedFault } from './world.mjs';

export const FAULTS: Readonly<Record<string, InjectedFault>>;
